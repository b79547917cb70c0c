import CLinux
import Glibc

/// A mount that is in no folder yet: a clone of a tree, perhaps with its owners mapped.
struct DetachedMount {
    let descriptor: OpenDescriptor

    /// Clones the tree at a path.
    ///
    /// - Parameters:
    ///   - owners: the user namespace that maps the owners; nil leaves them.
    ///   - unprivileged: whether set-user-id programs and devices in it are without effect.
    init(
        of path: String, owners: OpenDescriptor?, readOnly: Bool = false, unprivileged: Bool = false
    ) throws(RuntimeError) {
        descriptor = OpenDescriptor(try check(clinux_clone_tree(AT_FDCWD, path, false), "clone", path))
        let answer = clinux_set_mount(descriptor.number, owners?.number ?? -1, readOnly, unprivileged)
        try check(answer, "map the owners of", path)
    }

    /// Takes over a mount that a file system was created with.
    init(_ descriptor: OpenDescriptor) {
        self.descriptor = descriptor
    }

    /// Puts the mount at a path.
    func attach(at path: String) throws(RuntimeError) {
        try check(clinux_attach_mount(descriptor.number, path), "mount at", path)
    }
}
