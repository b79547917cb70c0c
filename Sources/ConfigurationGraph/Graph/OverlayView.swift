/// A view with a transaction on top that isn't committed: what the graph would be.
///
/// Plans are made on it. Nodes that the transaction changes have the revision that a commit would give them.
public struct OverlayView<Base: GraphView>: GraphView {
    private let base: Base
    private let outcome: [NodeID: Node?]
    private let incoming: [NodeID: [Edge]]

    /// Lays a transaction's puts and deletes over a view. Preconditions and rules aren't checked: that is the commit's.
    public init(base: Base, transaction: Transaction) {
        self.base = base
        outcome = transaction.outcome
        incoming = Dictionary(grouping: outcome.values.compactMap { $0 }.flatMap(\.edges), by: \.to)
    }

    public var revision: Revision { base.revision.next }

    public func node(_ id: NodeID) throws -> VersionedNode? {
        guard let changed = outcome[id] else { return try base.node(id) }
        guard let node = changed else { return nil }
        if let old = try base.node(id), old.node == node { return old }
        return VersionedNode(node: node, revision: revision)
    }

    public func contains(_ id: NodeID) throws -> Bool {
        guard let changed = outcome[id] else { return try base.contains(id) }
        return changed != nil
    }

    public func nodes(of kind: NodeKind) throws -> [VersionedNode] {
        let unchanged = try base.nodes(of: kind).filter { outcome[$0.id] == nil }
        let changed = try outcome.keys.filter { $0.kind == kind }.compactMap { try node($0) }
        return (unchanged + changed).sorted { $0.id < $1.id }
    }

    public func edges(from id: NodeID) throws -> [Edge] {
        guard let changed = outcome[id] else { return try base.edges(from: id) }
        return changed?.edges ?? []
    }

    public func edges(to id: NodeID) throws -> [Edge] {
        let unchanged = try base.edges(to: id).filter { outcome[$0.from] == nil }
        return (unchanged + (incoming[id] ?? [])).sorted()
    }
}
