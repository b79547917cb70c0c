import CLinux
import Glibc
import Nix
import NixStores

/// The root of an instance that runs a closure of store paths: a skeleton of folders, and in it exactly the closure's
/// paths, each bound read-only from where all instances have it.
struct ClosureRoot {
    let view: ClosureView

    /// Makes the skeleton: those folders, a place for each path to be bound at, and the paths that are links.
    ///
    /// It is in memory and goes with the root: as folders on a disk, hundreds that are made at each start and removed at
    /// each end, it would take longer than all the rest, as ext4 looks around those just removed for each new one.
    ///
    /// - Parameter owner: the host's id of the container's root, whose it is.
    func makeSkeleton(owner: UInt32) throws(RuntimeError) -> DetachedMount {
        let skeleton = try DetachedMount.inMemory(owner: owner)
        let root = "/proc/self/fd/\(skeleton.descriptor.number)"
        for inside in RootSkeleton.folders { try make("\(root)/\(inside.path)", inside.mode, owner) }
        for above in foldersAbove { try make(root + above, 0o755, owner) }
        let store = try OpenDescriptor(path: root + view.directory, O_RDONLY | O_DIRECTORY)
        for mount in view.mounts {
            let made =
                mount.isFolder
                ? mkdirat(store.number, mount.name, 0o555) : mknodat(store.number, mount.name, S_IFREG | 0o444, 0)
            try checkErrno(made, "create", mount.name)
        }
        for link in view.links {
            let made = (link.target.bytes + [0]).withUnsafeBytes { bytes in
                bytes.withMemoryRebound(to: CChar.self) { target in
                    target.baseAddress.map { symlinkat($0, store.number, link.name) } ?? -1
                }
            }
            try checkErrno(made, "create", link.name)
            let owned = fchownat(store.number, link.name, owner, owner, AT_SYMLINK_NOFOLLOW)
            try checkErrno(owned, "set the owner of", link.name)
        }
        return skeleton
    }

    private func make(_ folder: String, _ mode: mode_t, _ owner: UInt32) throws(RuntimeError) {
        try makeFolder(folder, mode)
        try checkErrno(chown(folder, owner, owner), "set the owner of", folder)
    }

    /// Binds the paths into a root filesystem that has the skeleton.
    ///
    /// The store is cloned and made what it is inside once; whatever is bound from the clone is as the clone is.
    ///
    /// - Parameters:
    ///   - passage: a folder beside the root, in which the clone is for that time.
    ///   - owners: the user namespace that maps the owners; nil, and where a store's file system can't map them, the files
    ///     belong to nobody inside. All may read what is in a store.
    func mount(in root: String, by passage: String, owners: OpenDescriptor?) throws(RuntimeError) {
        try makeFolder(passage, 0o700)
        try storeClone(owners).attach(at: passage)
        for mount in view.mounts {
            let place = "\(root)\(view.directory)/\(mount.name)"
            try check(clinux_bind("\(passage)/\(mount.name)", place), "mount at", place)
        }
        try check(clinux_detach(passage), "unmount", passage)
        try checkErrno(rmdir(passage), "remove", passage)
    }

    private func storeClone(_ owners: OpenDescriptor?) throws(RuntimeError) -> DetachedMount {
        func clone(_ owners: OpenDescriptor?) throws(RuntimeError) -> DetachedMount {
            try DetachedMount(of: view.folder, recursive: true, owners: owners, readOnly: true, unprivileged: true)
        }
        do { return try clone(owners) } catch .system(_, _, EINVAL) where owners != nil { return try clone(nil) }
    }

    /// The folders that the paths are in, outermost first: `/nix` and `/nix/store`.
    private var foldersAbove: [String] {
        let parts = view.directory.split(separator: "/")
        return parts.indices.map { "/" + parts[...$0].joined(separator: "/") }
    }
}
