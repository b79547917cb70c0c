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

    /// The entry for a platform: the first that fits, as an index's order is its preference.
    static func choose(_ platform: Platform, among entries: [Descriptor]) throws -> Descriptor {
        let fitting = entries.first { entry in
            guard let offered = entry.platform else { return entries.count == 1 }
            return offered.os == platform.os && offered.architecture == platform.architecture
        }
        guard let fitting else {
            throw ImageError.noPlatform(platform, available: entries.compactMap { $0.platform?.description })
        }
        return fitting
    }

    /// Checks that a manifest and its configuration speak of the same layers.
    static func check(_ manifest: ImageManifest, against configuration: ImageConfiguration) throws {
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
