import Foundation
import OCI

/// What all sources do alike with an image's documents.
enum Documents {
    /// Decodes a document; an error names it and the place within.
    static func decode<Value: Decodable>(_ type: Value.Type, _ name: String, _ bytes: Data) throws -> Value {
        do {
            return try CanonicalJSON.decode(type, from: bytes)
        } catch let error as DecodingError {
            throw ImageError.badDocument(name, reason: explanation(of: error))
        }
    }

    /// Checks that a manifest and its configuration speak of the same layers, and that they are for a platform.
    static func check(
        _ manifest: ImageManifest, against configuration: ImageConfiguration, for platform: Platform
    ) throws {
        guard configuration.platform.runs(on: platform) else {
            throw ImageError.noPlatform(platform, available: [configuration.platform.description])
        }
        guard manifest.schemaVersion == 2 else {
            throw ImageError.badDocument("manifest", reason: "its schemaVersion is \(manifest.schemaVersion), not 2")
        }
        let (layers, diffIDs) = (manifest.layers.count, configuration.rootfs.diffIDs.count)
        guard layers == diffIDs else {
            throw ImageError.badDocument(
                "image config", reason: "it has \(diffIDs) diff_ids for the manifest's \(layers) layers")
        }
        for descriptor in [manifest.config] + manifest.layers where descriptor.size < 0 {
            throw ImageError.badDocument("manifest", reason: "the size of \(descriptor.digest) is negative")
        }
    }

    private static func explanation(of error: DecodingError) -> String {
        func path(_ context: DecodingError.Context) -> String {
            context.codingPath.isEmpty ? "" : context.codingPath.map(\.stringValue).joined(separator: ".") + ": "
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(path(context))'\(key.stringValue)' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            return path(context) + context.debugDescription
        @unknown default: return "\(error)"
        }
    }
}
