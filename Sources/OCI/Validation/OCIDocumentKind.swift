/// A kind of document that the specifications define.
public enum OCIDocumentKind: String, Hashable, Sendable, CaseIterable {
    case runtimeConfiguration = "runtime-config"
    case runtimeFeatures = "features"
    case containerState = "state"
    case imageConfiguration = "image-config"
    case manifest, index, layout, descriptor

    /// What the kind is called in a sentence.
    public var title: String {
        switch self {
        case .runtimeConfiguration: "runtime configuration"
        case .runtimeFeatures: "features of a runtime"
        case .containerState: "state of a container"
        case .imageConfiguration: "image configuration"
        case .manifest: "image manifest"
        case .index: "image index"
        case .layout: "image layout"
        case .descriptor: "descriptor"
        }
    }

    /// Tells a document's kind from the members that only one kind has; nil if it has none of them.
    public init?(of document: JSONValue) {
        guard let members = document.object else { return nil }
        func has(_ keys: String...) -> Bool { keys.contains { members[$0] != nil } }
        if has("imageLayoutVersion") {
            self = .layout
        } else if has("ociVersionMin", "ociVersionMax") {
            self = .runtimeFeatures
        } else if has("ociVersion") {
            self = has("status", "bundle") ? .containerState : .runtimeConfiguration
        } else if has("manifests") {
            self = .index
        } else if has("layers") || (has("schemaVersion") && has("config")) {
            self = .manifest
        } else if has("rootfs", "architecture") {
            self = .imageConfiguration
        } else if has("digest", "size") {
            self = .descriptor
        } else {
            return nil
        }
    }

    /// All that is wrong with a document of this kind, by the specification's JSON Schema and by its prose; in the
    /// order of the paths' keys. Nothing is looked up: what a digest names isn't there.
    public func problems(with document: JSONValue) -> [DocumentProblem] {
        var problems: [DocumentProblem] = []
        shape.check(document, JSONPath(), &problems)
        return problems
    }

    private var shape: Shape {
        switch self {
        case .runtimeConfiguration: RuntimeShapes.configuration
        case .runtimeFeatures: RuntimeReportShapes.features
        case .containerState: RuntimeReportShapes.state
        case .imageConfiguration: ImageShapes.configuration
        case .manifest: ImageShapes.manifest
        case .index: ImageShapes.index
        case .layout: ImageShapes.layout
        case .descriptor: DescriptorShapes.descriptor
        }
    }
}
