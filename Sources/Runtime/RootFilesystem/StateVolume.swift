import CLinux
import Glibc

/// A state volume's folder in the state directory.
///
/// Its files have the *container's* ids on disk, so that instances with different ranges share them, and every
/// instance sees them through a mount that maps owners. Where the kernel can't map, the files themselves are given to
/// the range of the instance that mounts the volume; the folder then remembers which range that is.
struct StateVolume {
    /// Remembers the first id of the range that the files belong to, where it isn't 0.
    static let rangeAttribute = "trusted.emergence.idbase"

    let path: String

    /// Makes the folder if it isn't there, for the user and group that the binding names.
    func create(for binding: VolumeBinding) throws(RuntimeError) {
        if access(path, F_OK) == 0 { return }
        let new = path + ".new"
        if rmdir(new) != 0, errno != ENOENT { throw .system(operation: "replace", path: new, code: errno) }
        try makeFolder(new, 0o755)
        try checkErrno(chown(new, binding.user, binding.group), "set the owner of", new)
        try checkErrno(rename(new, path), "create", path)
    }

    /// Binds the volume at a path with its owners mapped.
    func mount(at target: String, mapping: IDMapping, owners: OpenDescriptor?, readOnly: Bool) throws {
        try makeFolder(target, 0o711)
        if let owners {
            try restoreOwners()
            try DetachedMount(of: path, owners: owners, readOnly: readOnly).attach(at: target)
        } else {
            try giveOwners(mapping)
            try DetachedMount(of: path, owners: nil, readOnly: readOnly).attach(at: target)
        }
    }

    private func restoreOwners() throws {
        try giveOwners(IDMapping(base: 0))
    }

    private func giveOwners(_ mapping: IDMapping) throws {
        let before = ExtendedAttributes.number(Self.rangeAttribute, of: path) ?? 0
        guard before != mapping.base else { return }
        try OwnerShift(from: before, to: mapping.base).apply(to: path)
        try ExtendedAttributes.set(Self.rangeAttribute, to: mapping.base, of: path)
    }
}
