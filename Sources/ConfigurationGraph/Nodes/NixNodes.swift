/// A Nix derivation: how store paths are built.
///
/// Its `builtFrom` edges are what Nix calls a derivation's references; its outputs hang from it by `produces`.
public struct Derivation: NodeValue {
    /// One thing that a derivation makes.
    public struct Output: Hashable, Sendable, Codable {
        /// The output's name, as `out` or `dev`.
        public var name: String
        /// Its store path; nil if it isn't known before it is built.
        public var path: String?

        public init(name: String, path: String?) {
            self.name = name
            self.path = path
        }
    }

    public static let kind = NodeKind.derivation
    /// The derivation's own store path.
    public var path: String
    /// What it makes, sorted by name.
    public var outputs: [Output]
    /// The derivations that are built before it, by store path, each with those of its outputs that are needed.
    public var inputDerivations: [String: [String]]
    /// The sources that it needs, by store path.
    public var inputSources: [String]
    /// The platform that it is built on, as `x86_64-linux`.
    public var system: String
    /// What it counts by in the paths of derivations that need it (Nix manual, "Input-addressed derivation outputs"), in
    /// hexadecimal digits; nil if an output's path isn't known before it is built.
    public var hashModulo: String?
    /// The length of the NAR serialisation of its own file in bytes; nil for one that was forged before this was kept.
    public var narSize: Int64?

    public init(
        path: String, outputs: [Output], inputDerivations: [String: [String]] = [:], inputSources: [String] = [],
        system: String, hashModulo: String? = nil, narSize: Int64? = nil
    ) {
        self.path = path
        self.outputs = outputs
        self.inputDerivations = inputDerivations
        self.inputSources = inputSources
        self.system = system
        self.hashModulo = hashModulo
        self.narSize = narSize
    }

    public var nodeName: String { path }
    public var node: Node { .derivation(self) }
    public var edges: [Edge] {
        inputDerivations.keys.sorted().map { Edge(from: id, label: .builtFrom, to: NodeID(.derivation, $0)) }
            + inputSources.map { Edge(from: id, label: .builtFrom, to: NodeID(.storePath, $0)) }
            + outputs.compactMap(\.path).map { Edge(from: id, label: .produces, to: NodeID(.storePath, $0)) }
    }
}

/// A Nix store path: what a derivation puts out, or a source.
///
/// Its path may be known before its content is: until it has been built, and where only derivations were read.
public struct StorePath: NodeValue {
    /// What is known of a path's content, from a store that has it.
    public struct Content: Hashable, Sendable, Codable {
        /// SHA-256 of its NAR serialisation, as `sha256:` and Nix's base-32.
        public var narHash: String
        /// The length of its NAR serialisation in bytes.
        public var narSize: Int64
        /// The store paths that it names, sorted; itself, if it does.
        public var references: [String]
        /// The derivation that put it out, as the store has it; that need not be a node.
        public var deriver: String?
        /// What its content is addressed by, as `fixed:r:sha256:…` or `text:sha256:…`; nil if it follows from a derivation.
        public var contentAddress: String?
        /// Who vouches for it, as `KEY:BASE64`.
        public var signatures: [String]

        public init(
            narHash: String, narSize: Int64, references: [String] = [], deriver: String? = nil,
            contentAddress: String? = nil, signatures: [String] = []
        ) {
            self.narHash = narHash
            self.narSize = narSize
            self.references = references
            self.deriver = deriver
            self.contentAddress = contentAddress
            self.signatures = signatures
        }
    }

    public static let kind = NodeKind.storePath
    /// The path, as `/nix/store/HASH-NAME`.
    public var path: String
    /// What it holds; nil if that isn't known.
    public var content: Content?

    public init(path: String, content: Content? = nil) {
        self.path = path
        self.content = content
    }

    public var nodeName: String { path }
    public var node: Node { .storePath(self) }
    public var edges: [Edge] {
        (content?.references ?? []).map { Edge(from: id, label: .dependsOn, to: NodeID(.storePath, $0)) }
    }
}
