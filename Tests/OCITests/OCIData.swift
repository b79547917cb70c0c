import Foundation
import Testing

@testable import OCI

/// The documents of OCI's own tests, which lie beside the checkout.
struct OCIData: Sendable {
    struct File: Sendable, CustomTestStringConvertible {
        let kind: OCIDocumentKind
        let path: String
        let bytes: Data
        var testDescription: String { path }
    }

    enum Quality: String { case good, bad, semantic = "bad-semantic" }

    static let root = "../shared/data/oci/"

    /// Where each kind's documents and schema are.
    static let places: [(kind: OCIDocumentKind, folder: String, schema: String)] = [
        (.runtimeConfiguration, "runtime-spec/schema/test/config", "runtime-spec/schema/config-schema.json"),
        (.runtimeFeatures, "runtime-spec/schema/test/features", "runtime-spec/schema/features-schema.json"),
        (.containerState, "runtime-spec/schema/test/state", "runtime-spec/schema/state-schema.json"),
        (.imageConfiguration, "image-spec/test/config", "image-spec/schema/config-schema.json"),
        (.descriptor, "image-spec/test/descriptor", "image-spec/schema/content-descriptor.json"),
        (.index, "image-spec/test/index", "image-spec/schema/image-index-schema.json"),
        (.layout, "image-spec/test/layout", "image-spec/schema/image-layout-schema.json"),
        (.manifest, "image-spec/test/manifest", "image-spec/schema/image-manifest-schema.json"),
    ]

    /// All documents of one quality; in a clone that hasn't got the data beside it, that is said and there are none.
    static func files(_ quality: Quality) throws -> [File] {
        guard FileManager.default.fileExists(atPath: root) else {
            print("skipped: no \(root)")
            return []
        }
        return try places.flatMap { place in
            let folder = "\(root)\(place.folder)/\(quality.rawValue)"
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return try names.sorted().map { name in
                let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
                return File(kind: place.kind, path: "\(place.folder)/\(quality.rawValue)/\(name)", bytes: bytes)
            }
        }
    }
}

extension OCIDocumentKind {
    /// A document, read into its type and written again.
    func roundTrip(_ document: JSONValue) throws -> JSONValue {
        func through<Value: Codable>(_ type: Value.Type) throws -> JSONValue {
            try CanonicalJSON.json(of: try CanonicalJSON.value(type, of: document))
        }
        return switch self {
        case .runtimeConfiguration: try through(RuntimeConfiguration.self)
        case .runtimeFeatures: try through(RuntimeFeatures.self)
        case .containerState: try through(ContainerState.self)
        case .imageConfiguration: try through(ImageConfiguration.self)
        case .manifest: try through(ImageManifest.self)
        case .index: try through(ImageIndex.self)
        case .layout: try through(ImageLayout.self)
        case .descriptor: try through(Descriptor.self)
        }
    }
}
