import Files
import Foundation
import Glibc
import Nix
import NixStores

// Store paths are garbage as layers are; of the host's store only what Emergence wrote down of it goes.
extension Forge {
    /// A store path, or what a writer that was killed left of one.
    struct GarbagePath {
        let place: String
        let item: GarbageReport.Item
    }

    /// What of Emergence's own store nobody needs, and files of caches that aren't whole.
    ///
    /// - Throws: ``FileError``.
    func garbagePaths(notIn needed: Set<String>) throws -> [GarbagePath] {
        let store = folders.store
        let garbage = Self.names(in: store.folder).filter { !needed.contains("\(store.directory)/\($0)") }
        let paths = garbage.map { name in
            let isPath = (try? Nix.StorePath(name)) != nil
            let place = "\(store.folder)/\(name)"
            return GarbagePath(
                place: place,
                item: .init(
                    kind: isPath ? "storePath" : "leftover", name: isPath ? "\(store.directory)/\(name)" : name,
                    bytes: Self.size(of: place)))
        }
        let downloads = Self.names(in: folders.downloads).map { name in
            let place = "\(folders.downloads)/\(name)"
            return GarbagePath(place: place, item: .init(kind: "leftover", name: name, bytes: Self.size(of: place)))
        }
        let leftovers = try (store.leftovers() + folders.hostStore.leftovers()).map { place in
            GarbagePath(
                place: place,
                item: .init(kind: "leftover", name: (place as NSString).lastPathComponent, bytes: Self.size(of: place)))
        }
        return paths + downloads + leftovers
    }

    /// Removes them. What is known of a path goes before the path: whatever happens in between, a path of which something
    /// is known is whole.
    ///
    /// - Throws: ``FileError``, `CancellationError`.
    func remove(_ garbage: [GarbagePath], keeping needed: Set<String>) throws {
        for path in garbage { try folders.store.forget(path.place) }
        for path in garbage {
            try Task.checkCancellation()
            try remove(path.place)
        }
        let kept = Set(needed.map { ($0 as NSString).lastPathComponent })
        for path in try folders.hostStore.notedPaths() where !kept.contains(path.baseName) {
            try folders.hostStore.forget(folders.hostStore.place(of: path))
        }
        try HostRoots(state: folders.state).keep(only: kept)
    }
}
