import CLinux
import Glibc

/// A mount that is in no folder yet: a clone of a tree, perhaps with its owners mapped.
struct DetachedMount {
    let descriptor: OpenDescriptor

    /// Clones the tree at a path.
    ///
    /// - Parameters:
    ///   - recursive: whether what is mounted below the path is cloned too.
    ///   - owners: the user namespace that maps the owners; nil leaves them.
    ///   - unprivileged: whether set-user-id programs and devices in it are without effect.
    init(
        of path: String, recursive: Bool = false, owners: OpenDescriptor?, readOnly: Bool = false,
        unprivileged: Bool = false
    ) throws(RuntimeError) {
        descriptor = OpenDescriptor(try check(clinux_clone_tree(AT_FDCWD, path, recursive), "clone", path))
        let answer = clinux_set_mount(descriptor.number, owners?.number ?? -1, readOnly, unprivileged)
        try check(answer, "map the owners of", path)
    }

    /// Takes over a mount that a file system was created with.
    init(_ descriptor: OpenDescriptor) {
        self.descriptor = descriptor
    }

    /// A new file system in memory with nothing in it, which is gone when nobody has it mounted or open any more.
    static func inMemory(owner: UInt32) throws(RuntimeError) -> DetachedMount {
        let filesystem = OpenDescriptor(try check(clinux_open_filesystem("tmpfs"), "open", "tmpfs"))
        for (key, value) in [("mode", "755"), ("uid", String(owner)), ("gid", String(owner))] {
            try check(clinux_configure_string(filesystem.number, key, value), "set the \(key) of", "tmpfs")
        }
        return DetachedMount(
            OpenDescriptor(try check(clinux_create_mount(filesystem.number), "make", "a file system in memory")))
    }

    /// Puts the mount at a path.
    func attach(at path: String) throws(RuntimeError) {
        try check(clinux_attach_mount(descriptor.number, path), "mount at", path)
    }
}
