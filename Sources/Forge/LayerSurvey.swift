import Foundation
import OCI
import OCIImages

/// An image's layers as they are in the content store: each checked against its diff id, with its length unpacked.
struct LayerSurvey: Sendable {
    /// A layer's blob and the content that it must have.
    struct Pair: Hashable, Sendable {
        var blob: Digest
        var diffID: Digest
    }

    /// The layers, lowest first.
    let pairs: [Pair]
    /// The lengths of the tar streams in bytes, by diff id.
    let sizes: [Digest: Int64]

    /// - Throws: ``LayerError`` for a layer whose content isn't what the image's configuration names.
    init(image: SourcedImage, content: ContentStore, limits: LayerLimits) throws {
        pairs = Self.pairs(of: image)
        var sizes: [Digest: Int64] = [:]
        for pair in Set(pairs) {
            sizes[pair.diffID] = try LayerContent(
                path: content.path(of: pair.blob), layer: pair.blob, diffID: pair.diffID, limits: limits
            ).stream { _ in }
        }
        self.sizes = sizes
    }

    /// The layers of an image with what the configuration says of them, lowest first.
    static func pairs(of image: SourcedImage) -> [Pair] {
        zip(image.manifest.layers, image.configuration.rootfs.diffIDs).map { Pair(blob: $0.digest, diffID: $1) }
    }
}
