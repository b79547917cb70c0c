/// A Nix derivation: how store paths are built.
public struct Derivation: NodeValue {
    public static let kind = NodeKind.derivation
    /// The derivation's own store path.
    public var path: String
    /// The derivations that it needs built, by store path.
    public var inputDerivations: [String]
    /// The sources that it needs, by store path.
    public var inputSources: [String]

    public init(path: String, inputDerivations: [String], inputSources: [String]) {
        self.path = path
        self.inputDerivations = inputDerivations
        self.inputSources = inputSources
    }

    public var nodeName: String { path }
    public var node: Node { .derivation(self) }
    public var edges: [Edge] {
        inputDerivations.map { Edge(from: id, label: .dependsOn, to: NodeID(.derivation, $0)) }
            + inputSources.map { Edge(from: id, label: .dependsOn, to: NodeID(.storePath, $0)) }
    }
}

/// A Nix store path: what a derivation put out, or a source.
public struct StorePath: NodeValue {
    public static let kind = NodeKind.storePath
    /// The path, as `/nix/store/HASH-NAME`.
    public var path: String
    /// The length of its NAR serialisation in bytes.
    public var narSize: Int64
    /// The store paths that its content names, itself left out.
    public var references: [String]
    /// The derivation that put it out, where that is a node.
    public var deriver: String?

    public init(path: String, narSize: Int64, references: [String], deriver: String? = nil) {
        self.path = path
        self.narSize = narSize
        self.references = references
        self.deriver = deriver
    }

    public var nodeName: String { path }
    public var node: Node { .storePath(self) }
    public var edges: [Edge] {
        references.map { Edge(from: id, label: .dependsOn, to: NodeID(.storePath, $0)) }
            + (deriver.map { [Edge(from: id, label: .outputOf, to: NodeID(.derivation, $0))] } ?? [])
    }
}
