/// A whole graph in memory, at one revision: a value, so that a reader's copy never changes.
///
/// Finding a node and its edges takes constant time.
public struct Graph: GraphView, Sendable {
    /// Which state this is.
    public private(set) var revision: Revision
    private var nodes: [NodeID: VersionedNode] = [:]
    private var incoming: [NodeID: Set<Edge>] = [:]

    /// The empty graph.
    public init() { revision = .zero }

    public func node(_ id: NodeID) -> VersionedNode? { nodes[id] }

    public func contains(_ id: NodeID) -> Bool { nodes[id] != nil }

    public func nodes(of kind: NodeKind) -> [VersionedNode] {
        nodes.values.filter { $0.id.kind == kind }.sorted { $0.id < $1.id }
    }

    public func edges(from id: NodeID) -> [Edge] { nodes[id]?.node.edges ?? [] }

    public func edges(to id: NodeID) -> [Edge] { (incoming[id] ?? []).sorted() }

    /// All nodes, in no order.
    public var allNodes: some Collection<VersionedNode> { nodes.values }

    /// The graph after a transaction, and what changed; the same graph if it changes nothing.
    ///
    /// The new graph is a copy, so this takes time in proportion to the graph.
    ///
    /// - Parameter leases: what is held, for a transaction that lands only under a lease.
    /// - Throws: ``TransactionError`` when the transaction can't land.
    public func applying(
        _ transaction: Transaction, under leases: LeaseTable = LeaseTable()
    ) throws -> (graph: Graph, changes: [NodeChangeValue]) {
        let changes = try transaction.changes(in: self, lease: leases.lease)
        guard !changes.isEmpty else { return (self, []) }
        var graph = self
        graph.revision = revision.next
        for change in changes { graph.apply(change) }
        return (graph, changes)
    }

    private mutating func apply(_ change: NodeChangeValue) {
        for edge in change.before?.edges ?? [] { incoming[edge.to]?.remove(edge) }
        for edge in change.after?.edges ?? [] { incoming[edge.to, default: []].insert(edge) }
        nodes[change.id] = change.after.map { VersionedNode(node: $0, revision: revision) }
    }
}
