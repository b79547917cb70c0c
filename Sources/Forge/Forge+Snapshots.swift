import ConfigurationGraph
import GraphStore
import OCI
import OCIImages

extension Forge {
    /// Makes the snapshots that an image's layers lack; a lease must be held.
    func makeSnapshots(of manifest: Digest, progress: @escaping @Sendable (ForgeEvent) -> Void) async throws {
        let snapshots = folders.snapshotStore
        let absent = try await store.read { try Self.layers(of: manifest, in: $0) }
            .filter { !snapshots.contains($0.diffID) }
        guard !absent.isEmpty else { return }
        // Two layers of one content are one snapshot.
        let missing = Dictionary(absent.map { ($0.diffID, $0) }, uniquingKeysWith: { first, _ in first }).values
        try await fetch(missing, of: manifest, progress)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for layer in missing { group.addTask { try makeSnapshot(of: layer, progress) } }
            try await group.waitForAll()
        }
    }

    private func makeSnapshot(of layer: Layer, _ progress: @Sendable (ForgeEvent) -> Void) throws {
        try withoutActuallyEscaping(progress) { progress in
            var done: Int64 = 0
            let snapshot = try LayerUnpacker(snapshots: folders.snapshotStore, limits: limits).unpack(
                blob: content.path(of: layer.digest), layer: layer.digest, diffID: layer.diffID
            ) { bytes in
                try Task.checkCancellation()
                done += Int64(bytes.count)
                progress(
                    ForgeEvent(phase: .unpack, layer: layer.digest.short, done: done, total: max(done, layer.size)))
            }
            try folders.snapshotStore.publish([snapshot])
        }
    }

    static func layers(of manifest: Digest, in view: some GraphView) throws -> [Layer] {
        guard let manifest = try view.value(ImageManifestNode.self, named: manifest.description) else {
            throw ForgeError.noImage(manifest)
        }
        return try manifest.layers.compactMap { try view.value(Layer.self, named: $0.description) }
    }
}
