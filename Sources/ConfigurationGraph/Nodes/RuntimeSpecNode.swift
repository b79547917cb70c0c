public import OCI

/// An instance's resolved configuration: the OCI runtime configuration, and where each of its values came from.
public struct RuntimeSpecNode: NodeValue {
    public static let kind = NodeKind.runtimeSpec
    /// The SHA-256 of the configuration's canonical JSON.
    public var digest: Digest
    /// The OCI runtime configuration (`config.json`).
    public var spec: JSONValue
    /// Parameters that are no part of `config.json` but of how the instance is run, by path.
    public var parameters: [String: JSONValue]
    /// A row for each leaf of the configuration, each further parameter, and each parameter left out.
    public var provenance: [Provenance]

    public init(
        digest: Digest, spec: JSONValue, parameters: [String: JSONValue], provenance: [Provenance]
    ) {
        self.digest = digest
        self.spec = spec
        self.parameters = parameters
        self.provenance = provenance
    }

    public var nodeName: String { digest.description }
    public var node: Node { .runtimeSpec(self) }

    /// A row for each leaf of the configuration, each further parameter, and each parameter left out, sorted by path.
    public var rows: [Provenance] { provenance }
}

/// Where one resolved value came from.
public struct Provenance: Hashable, Sendable, Codable {
    /// The parameter's path, as `process.env.LOG`.
    public var path: String
    /// The catalogue's entry that it falls under, as `process.env`.
    public var parameter: String
    /// The parameter's category.
    public var category: ParameterCategory
    /// The value; nil when the parameter is left out.
    public var value: JSONValue?
    /// Where the value came from.
    public var origin: Origin
    /// What the value would have been without its origin; nil where it would have been left out, and where it comes
    /// from a rule or the catalogue.
    public var otherwise: JSONValue?

    public init(
        path: String, parameter: String, category: ParameterCategory, value: JSONValue?, origin: Origin,
        otherwise: JSONValue? = nil
    ) {
        self.path = path
        self.parameter = parameter
        self.category = category
        self.value = value
        self.origin = origin
        self.otherwise = otherwise
    }

    /// The sources of a value, in the words that `explain` prints.
    public enum Origin: Hashable, Sendable, Codable {
        /// The operator wrote it, in the node named, at the revision and place named.
        case node(NodeID, revision: Revision, location: SourceLocation)
        /// The image's own configuration says so.
        case imageConfig(Digest)
        /// A rule of Emergence, and the sentence that says why.
        case rule(String, reason: String)
        /// The catalogue's default.
        case catalogueDefault
        /// Nobody gave it and it has no default.
        case omitted
    }
}
