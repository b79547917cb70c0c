public import OCI

/// The resolved configuration of instances: the OCI runtime configuration, and where each of its values came from.
///
/// Instances of one automaton on like hosts have one in common; what each of them has for itself is left open in it
/// (``gaps``), and filled where a configuration is used.
public struct RuntimeSpecNode: NodeValue {
    public static let kind = NodeKind.runtimeSpec
    /// What names it: the SHA-256 of all that it says, but for ``provenance``.
    public var digest: Digest
    /// The OCI runtime configuration (`config.json`).
    public var spec: JSONValue
    /// Parameters that are no part of `config.json` but of how the instance is run, by path.
    public var parameters: [String: JSONValue]
    /// A row for each leaf of the configuration and each further parameter, and for what was left out by somebody's
    /// wish or a rule. What nobody had a say in is in ``rows`` alone.
    public var provenance: [Provenance]
    /// What is left open for each instance; nil where it is one instance's as it stands.
    public var gaps: InstanceGaps?

    public init(
        digest: Digest, spec: JSONValue, parameters: [String: JSONValue], provenance: [Provenance],
        gaps: InstanceGaps? = nil
    ) {
        self.digest = digest
        self.spec = spec
        self.parameters = parameters
        self.provenance = provenance
        self.gaps = gaps
    }

    public var nodeName: String { digest.description }
    public var node: Node { .runtimeSpec(self) }
    public var edges: [Edge] { pinned.sorted().map { Edge(from: id, label: .dependsOn, to: $0) } }

    /// The dependency nodes that it was resolved for: an image's manifest, or a Nix artefact's outputs.
    public var pinned: Set<NodeID> {
        let manifest = parameters["image.manifest"]?.string.map { NodeID(.imageManifest, $0) }
        return Set(outputs.map { NodeID(.storePath, $0) } + [manifest].compactMap(\.self))
    }

    /// The store paths whose closure it runs; empty for an image.
    public var outputs: [String] { (parameters["nix.outputs"]?.array ?? []).compactMap(\.string) }

    /// All of ``provenance``, and besides a row for each parameter of the catalogue that nobody gave and no rule
    /// decided: with its default, or left out. Sorted by path; those of one list are in the list's order.
    public var rows: [Provenance] {
        var told: Set<String> = []
        for row in provenance {
            told.insert(row.parameter)
            // What is Encapsulated as a whole is told by its members.
            var path = row.parameter[...]
            while let dot = path.lastIndex(of: ".") {
                path = path[..<dot]
                let entry = Catalogue.parameter(at: String(path))
                if entry?.category == .encapsulated { told.insert(String(path)) }
            }
        }
        let left = Set(provenance.filter { $0.value == nil }.map(\.path))
        let rest = Catalogue.ofInstances.filter { entry in
            !told.contains(entry.path) && !left.contains { entry.path.hasPrefix($0 + ".") }
        }
        var next = rest[...]
        var all: [Provenance] = []
        for row in provenance {
            while let entry = next.first, entry.path < row.parameter {
                all.append(Provenance(ofDefault: entry))
                next.removeFirst()
            }
            all.append(row)
        }
        return all + next.map { Provenance(ofDefault: $0) }
    }
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

    /// The row of a parameter that nobody gave.
    init(ofDefault entry: Parameter) {
        var value: JSONValue?
        if case .value(let given) = entry.default { value = given }
        self.init(
            path: entry.path, parameter: entry.path, category: entry.category, value: value,
            origin: value == nil ? .omitted : .catalogueDefault)
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

        /// Whether the operator gave it.
        public var isNode: Bool {
            if case .node = self { true } else { false }
        }
    }
}
