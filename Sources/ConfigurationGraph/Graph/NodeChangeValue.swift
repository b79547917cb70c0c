/// One node's change between two states of a graph.
public struct NodeChangeValue: Hashable, Sendable {
    /// The node.
    public let id: NodeID
    /// Its value before; nil if it wasn't there.
    public let before: Node?
    /// Its value after; nil if it was removed.
    public let after: Node?

    public init(id: NodeID, before: Node?, after: Node?) {
        self.id = id
        self.before = before
        self.after = after
    }

    /// The change that takes this one back.
    public var reversed: NodeChangeValue { NodeChangeValue(id: id, before: after, after: before) }

    /// One change a node, from before the first to after the last, sorted by node; a node that is again what it was
    /// is left out.
    public static func merged(_ changes: some Sequence<NodeChangeValue>) -> [NodeChangeValue] {
        var merged: [NodeID: NodeChangeValue] = [:]
        for change in changes {
            let before = merged[change.id].map(\.before) ?? change.before
            merged[change.id] = NodeChangeValue(id: change.id, before: before, after: change.after)
        }
        return merged.values.filter { $0.before != $0.after }.sorted { $0.id < $1.id }
    }
}
