/// One consistent state of the graph, to be read: the whole of it in memory, or a store's by its indexes.
///
/// Resolution, planning and closures are functions of a view. A view never changes while it is read.
public protocol GraphView {
    /// Which state this is.
    var revision: Revision { get }

    /// The node of that name; nil if there is none.
    func node(_ id: NodeID) throws -> VersionedNode?

    /// All nodes of a kind, sorted by name.
    func nodes(of kind: NodeKind) throws -> [VersionedNode]

    /// The names of all nodes of a kind, sorted. The same as asking for the nodes, without reading their values.
    func names(of kind: NodeKind) throws -> [String]

    /// The edges that start from a node, in the order in which its value gives them.
    func edges(from id: NodeID) throws -> [Edge]

    /// The edges that end at a node, sorted by where they start and then by label.
    func edges(to id: NodeID) throws -> [Edge]

    /// Some of the edges of a label that end at a node, in no particular order: all if they are no more than `limit`.
    ///
    /// For whoever asks whether there are any, or many: a layer may lie under every image there is.
    func edges(to id: NodeID, along label: EdgeLabel, limit: Int) throws -> [Edge]

    /// Whether there is a node of that name. The same as asking for it, without reading its value.
    func contains(_ id: NodeID) throws -> Bool

    /// The revision at which a node was last changed; nil if there is none. The same as asking for it, without reading its
    /// value.
    func lastChange(of id: NodeID) throws -> Revision?

    /// How all nodes that can be reached hang together: those to start from come first, then the others breadth first.
    /// Starts that aren't there are left out. What a node needs is measured; what needs it isn't, and has sizes of zero.
    ///
    /// Takes time in proportion to what is reached. A store may answer it in one query.
    ///
    /// - Parameter labels: the edges followed; nil for all.
    func index(
        reachableFrom starts: [NodeID], along labels: Set<EdgeLabel>?, _ direction: Direction
    ) throws -> GraphIndex
}

extension GraphView {
    public func contains(_ id: NodeID) throws -> Bool { try node(id) != nil }

    public func lastChange(of id: NodeID) throws -> Revision? { try node(id)?.revision }

    public func names(of kind: NodeKind) throws -> [String] { try nodes(of: kind).map(\.id.name) }

    public func edges(to id: NodeID, along label: EdgeLabel, limit: Int) throws -> [Edge] {
        Array(try edges(to: id).lazy.filter { $0.label == label }.prefix(limit))
    }

    public func index(
        reachableFrom starts: [NodeID], along labels: Set<EdgeLabel>?, _ direction: Direction
    ) throws -> GraphIndex {
        var reachable = ReachableIndex(view: self, along: labels, direction)
        return try reachable.build(from: starts)
    }

    /// The value of a node of a given type; nil if there is none.
    ///
    /// - Throws: whatever reading the view throws.
    public func value<Value: NodeValue>(_ type: Value.Type, named name: String) throws -> Value? {
        try node(NodeID(Value.kind, name))?.node.value as? Value
    }

    /// All values of a type, sorted by name.
    ///
    /// - Throws: whatever reading the view throws.
    public func values<Value: NodeValue>(_ type: Value.Type) throws -> [Value] {
        try nodes(of: Value.kind).compactMap { $0.node.value as? Value }
    }
}
