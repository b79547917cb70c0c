/// One node of the configuration graph: a value of its kind.
public enum Node: Hashable, Sendable {
    case artefact(Artefact)
    case imageIndex(ImageIndexNode)
    case imageManifest(ImageManifestNode)
    case imageConfig(ImageConfigNode)
    case layer(Layer)
    case derivation(Derivation)
    case storePath(StorePath)
    case configuration(Configuration)
    case automaton(Automaton)
    case volume(Volume)
    case secret(Secret)
    case hostPolicy(HostPolicy)
    case instance(Instance)
    case instanceStatus(InstanceStatus)
    case runtimeSpec(RuntimeSpecNode)
    case host(Host)
}

/// What every node's value has: a name within its kind, and the edges that follow from what it refers to.
public protocol NodeValue: Hashable, Sendable, Codable {
    /// The kind of node that values of this type are.
    static var kind: NodeKind { get }
    /// The name within the kind.
    var nodeName: String { get }
    /// The edges that start from this node, in an order that means something where the kind says so.
    var edges: [Edge] { get }
    /// The value as a node.
    var node: Node { get }
}

extension NodeValue {
    /// The node's name in the graph.
    public var id: NodeID { NodeID(Self.kind, nodeName) }
    public var edges: [Edge] { [] }
}

extension Node {
    /// The value, whatever its kind.
    public var value: any NodeValue {
        switch self {
        case .artefact(let value): value
        case .imageIndex(let value): value
        case .imageManifest(let value): value
        case .imageConfig(let value): value
        case .layer(let value): value
        case .derivation(let value): value
        case .storePath(let value): value
        case .configuration(let value): value
        case .automaton(let value): value
        case .volume(let value): value
        case .secret(let value): value
        case .hostPolicy(let value): value
        case .instance(let value): value
        case .instanceStatus(let value): value
        case .runtimeSpec(let value): value
        case .host(let value): value
        }
    }

    /// The node's name in the graph.
    public var id: NodeID { NodeID(kind, value.nodeName) }
    /// The node's kind.
    public var kind: NodeKind { type(of: value).kind }

    /// The edges that start from this node, each once: an image may have one layer twice and depends on it once.
    public var edges: [Edge] {
        let edges = value.edges
        guard edges.count > 1 else { return edges }
        var seen: Set<Edge> = []
        return edges.filter { seen.insert($0).inserted }
    }
}
