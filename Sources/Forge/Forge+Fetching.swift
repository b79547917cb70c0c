import ConfigurationGraph
import GraphStore
import NixStores
import OCI
import OCIImages

// A layer may have been forged on another host. It is asked for there, and else where its image came from.
extension Forge {
    /// Has layers in the content store, wherever they are; a lease must be held.
    ///
    /// - Throws: ``ForgeError/nowhere(_:asked:)`` for one that nobody has; ``FileError``, `CancellationError`. Layers that
    ///   came stay.
    func fetch(_ layers: some Sequence<Layer>, of manifest: Digest, _ report: @Sendable (ForgeEvent) -> Void)
        async throws
    {
        let missing = layers.filter { !content.has($0.digest) }
        guard !missing.isEmpty else { return }
        let peers = try await peers()
        let origins = try await store.read { try Self.origins(of: manifest, in: $0) }
        for layer in missing {
            guard try await fetch(layer, from: peers) || take(layer, from: origins) else {
                throw ForgeError.nowhere(layer.digest, asked: peers + origins.map(\.description))
            }
            report(ForgeEvent(phase: .copy, layer: layer.digest.short, done: layer.size, total: layer.size))
        }
    }

    /// Asks one host after another; a host that fails, or sends something else, is as one that hasn't it.
    private func fetch(_ layer: Layer, from peers: [String]) async throws -> Bool {
        let digest = layer.digest
        for peer in peers {
            do {
                let downloader = Downloader(
                    folder: folders.downloads, policy: RetryPolicy(attempts: 1), timeouts: TransferTimeouts(connect: 2))
                let target = Downloader.Target(
                    url: "\(peer)/blobs/\(digest.algorithm.rawValue)/\(digest.hex)", hash: nil,
                    size: UInt64(layer.size), limit: UInt64(layer.size))
                guard let file = try await downloader.file(target) else { continue }
                defer { file.remove() }
                try bringIn(layer, from: BlobOnDisk(path: file.path))
                return true
            } catch is TransferError {
            } catch is ImageError {
            }
        }
        return false
    }

    /// Takes a layer from where its image was forged from, if that is here and still the same.
    private func take(_ layer: Layer, from origins: [ImageReference]) throws -> Bool {
        for origin in origins {
            do {
                try bringIn(layer, from: try ImageSources.open(origin))
                return true
            } catch is ImageError {
            }
        }
        return false
    }

    private func bringIn(_ layer: Layer, from source: any BlobSource) throws {
        let blobs = try IncomingBlobs(into: content)
        try blobs.add(Descriptor(mediaType: layer.mediaType, digest: layer.digest, size: layer.size), from: source)
        try blobs.publish()
    }

    private static func origins(of manifest: Digest, in view: some GraphView) throws -> [ImageReference] {
        try view.values(Artefact.self).compactMap { artefact in
            guard case .image(let image) = artefact.content, image.manifest == manifest else { return nil }
            return try? ImageReference(parsing: image.reference)
        }
    }
}
