import Glibc
import Nix
import NixStores

/// The root of an instance that runs a closure of store paths: a skeleton of folders, and in it exactly the closure's
/// paths, each bound read-only from where all instances have it.
struct ClosureRoot {
    let view: ClosureView

    /// Makes the skeleton: those folders, a place for each path to be bound at, and the paths that are links.
    func makeSkeleton(at folder: String) throws(RuntimeError) {
        try makeFolder(folder, 0o755)
        for inside in RootSkeleton.folders { try makeFolder("\(folder)/\(inside.path)", inside.mode) }
        for above in foldersAbove { try makeFolder(folder + above, 0o755) }
        for mount in view.mounts {
            let place = folder + mount.destination
            if mount.isFolder {
                try checkErrno(mkdir(place, 0o555), "create", place)
            } else {
                _ = try OpenDescriptor(path: place, O_WRONLY | O_CREAT | O_EXCL, mode: 0o444)
            }
        }
        for link in view.links {
            let place = folder + link.destination
            let made = (link.target.bytes + [0]).withUnsafeBytes { bytes in
                bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { symlink($0, place) } ?? -1 }
            }
            try checkErrno(made, "create", place)
        }
    }

    /// Binds the paths into a root filesystem that has the skeleton.
    ///
    /// - Parameter owners: the user namespace that maps the owners; nil, and where a store's file system can't map them,
    ///   the files belong to nobody inside. All may read what is in a store.
    func mount(in root: String, owners: OpenDescriptor?) throws(RuntimeError) {
        var owners = owners
        for mount in view.mounts {
            do throws(RuntimeError) {
                try clone(mount, owners).attach(at: root + mount.destination)
            } catch .system(_, _, EINVAL) where owners != nil {
                owners = nil
                try clone(mount, nil).attach(at: root + mount.destination)
            }
        }
    }

    private func clone(
        _ mount: ClosureView.Mount, _ owners: OpenDescriptor?
    ) throws(RuntimeError) -> DetachedMount {
        try DetachedMount(of: mount.source, owners: owners, readOnly: true, unprivileged: true)
    }

    /// The folders that the paths are in, outermost first: `/nix` and `/nix/store`.
    private var foldersAbove: [String] {
        let destinations = view.mounts.map(\.destination) + view.links.map(\.destination)
        let parents = Set(destinations.map { $0.split(separator: "/").dropLast().map(String.init) })
        let all = Set(parents.flatMap { parts in parts.indices.map { Array(parts[...$0]) } })
        return all.sorted { $0.count < $1.count }.map { "/" + $0.joined(separator: "/") }
    }
}
