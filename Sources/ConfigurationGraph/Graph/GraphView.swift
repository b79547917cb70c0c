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

    /// The edges that start from a node, in the order in which its value gives them.
    func edges(from id: NodeID) throws -> [Edge]

    /// The edges that end at a node, sorted by where they start.
    func edges(to id: NodeID) throws -> [Edge]
}

extension GraphView {
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
