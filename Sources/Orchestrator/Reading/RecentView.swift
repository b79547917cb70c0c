import ConfigurationGraph

/// A view of which some nodes were told already, as they just changed: they aren't read once more.
struct RecentView: GraphView {
    let base: any GraphView
    private var told: [NodeID: VersionedNode] = [:]

    /// - Parameter changes: what was told, oldest first. Instances, what is said of them and their resolved configurations
    ///   are most of it, and the largest.
    init(_ base: any GraphView, after changes: some Sequence<NodeChangeValue>) {
        self.base = base
        for change in changes where [.instance, .instanceStatus, .runtimeSpec].contains(change.id.kind) {
            told[change.id] = change.after.map { VersionedNode(node: $0, revision: base.revision) }
        }
    }

    var revision: Revision { base.revision }

    func node(_ id: NodeID) throws -> VersionedNode? { try told[id] ?? base.node(id) }

    func nodes(of kind: NodeKind) throws -> [VersionedNode] { try base.nodes(of: kind) }

    func names(of kind: NodeKind) throws -> [String] { try base.names(of: kind) }

    func contains(_ id: NodeID) throws -> Bool { try base.contains(id) }

    func lastChange(of id: NodeID) throws -> Revision? { try base.lastChange(of: id) }

    func edges(from id: NodeID) throws -> [Edge] { try base.edges(from: id) }

    func edges(to id: NodeID) throws -> [Edge] { try base.edges(to: id) }

    func edges(to id: NodeID, along label: EdgeLabel, limit: Int) throws -> [Edge] {
        try base.edges(to: id, along: label, limit: limit)
    }
}
