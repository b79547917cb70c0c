import ConfigurationGraph
import GraphStore
import NixStores
import OCIImages

extension Forge {
    /// The artefacts of which all that they need to run is on this machine, by ``Artefact/digest``,
    /// sorted. Nothing is read but the graph and the names of files.
    ///
    /// - Throws: whatever reading the graph throws.
    public func presentArtefacts() async throws -> [String] {
        let (folders, content) = (folders, content)
        return try await store.read { view in
            let artefacts = Dictionary(
                try view.values(Artefact.self).map { ($0.digest, $0) }, uniquingKeysWith: { first, _ in first })
            return try artefacts.filter { try $0.value.isPresent(in: folders, content, view) }.keys.sorted()
        }
    }
}

extension Artefact {
    fileprivate func isPresent(in folders: StateFolders, _ blobs: ContentStore, _ view: some GraphView) throws -> Bool {
        switch content {
        case .image(let image):
            let layers = try Forge.layers(of: image.manifest, in: view)
            return layers.allSatisfy { folders.snapshotStore.contains($0.diffID) || blobs.has($0.digest) }
        case .nix(let nix):
            // What isn't built yet, or isn't known whole, isn't here.
            guard let paths = try? view.runtimePaths(of: nix.outputs) else { return false }
            return paths.allSatisfy(folders.store.contains) || paths.allSatisfy(folders.hostStore.isOnDisk)
        }
    }
}
