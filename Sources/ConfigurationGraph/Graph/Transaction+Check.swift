extension Transaction {
    /// What the transaction changes in a view, sorted by node, after it was checked against all rules of the graph.
    ///
    /// The one place where the rules are applied: preconditions, who may write what, edges' types, and that none
    /// dangles, neither from what is put nor to what is deleted. Takes time in proportion to the transaction's nodes
    /// and their edges.
    ///
    /// - Parameter lease: the lease of a name, if somebody holds it; a view knows of none.
    /// - Throws: ``TransactionError`` for the first rule that is broken, and whatever reading the view throws.
    public func changes(
        in view: some GraphView, lease: (String) throws -> Lease? = { _ in nil }
    ) throws -> [NodeChangeValue] {
        for precondition in preconditions { try check(precondition, in: view, lease: lease) }
        let after = outcome
        var changes: [NodeChangeValue] = []
        for id in after.keys.sorted() {
            let before = try view.node(id)?.node
            guard before != after[id] ?? nil else { continue }
            guard roles.contains(where: { $0.writes.contains(id.kind) }) else {
                throw TransactionError.notPermitted(id, roles: roles)
            }
            changes.append(NodeChangeValue(id: id, before: before, after: after[id] ?? nil))
        }
        for change in changes { try checkEdges(of: change, outcome: after, in: view) }
        return changes
    }

    /// What every node of the transaction becomes: nil where it is deleted. A put wins over a delete of the same node.
    var outcome: [NodeID: Node?] {
        var outcome: [NodeID: Node?] = [:]
        for id in deletes { outcome[id] = .some(nil) }
        for node in puts { outcome[node.id] = node }
        return outcome
    }

    private func check(
        _ precondition: Precondition, in view: some GraphView, lease: (String) throws -> Lease?
    ) throws {
        let holds: Bool =
            switch precondition {
            case .unchanged(let id, let since): try view.lastChange(of: id) == since
            case .absent(let id): try !view.contains(id)
            case .present(let id): try view.contains(id)
            case .graphUnchanged(let since): view.revision == since
            case .holds(let name, let epoch): try lease(name)?.epoch == epoch
            }
        guard holds else { throw TransactionError.conflict(precondition) }
    }

    private func checkEdges(
        of change: NodeChangeValue, outcome: [NodeID: Node?], in view: some GraphView
    ) throws {
        for edge in change.after?.edges ?? [] {
            guard edge.isWellTyped else { throw TransactionError.illTyped(edge) }
            let exists = try outcome[edge.to].map { $0 != nil } ?? view.contains(edge.to)
            guard exists else { throw TransactionError.dangling(edge) }
        }
        guard change.after == nil else { return }
        for edge in try view.edges(to: change.id) {
            // Who pointed here is fine if it is deleted too, or doesn't point here any more.
            let stays = outcome[edge.from].map { $0?.edges.contains(edge) ?? false } ?? true
            if stays { throw TransactionError.dangling(edge) }
        }
    }
}
