public import ConfigurationGraph

extension Architect {
    /// What must change in the graph for the declarations to hold. Where something was written, and in which order
    /// where order means nothing, makes no difference.
    ///
    /// The declarations must have passed ``check(_:against:)`` on the same view.
    ///
    /// - Throws: whatever reading the view throws.
    public static func plan(
        _ declarations: Declarations, against view: some GraphView
    ) throws -> DeclarationPlan {
        let outlook = try Outlook(declarations, over: view)
        var plan = DeclarationPlan()
        for node in declarations.nodes {
            let before = outlook.before[node.id]?.node
            guard let change = NodeChange(from: before, to: node) else { continue }
            plan.changes.append(change)
            plan.puts.append(node)
        }
        for node in outlook.removed {
            guard let change = NodeChange(from: node.node, to: nil) else { continue }
            plan.changes.append(change)
            plan.deletes.insert(node.id)
        }
        plan.changes.sort { $0.id < $1.id }
        return plan
    }
}

extension NodeChange {
    /// The difference between two values of one node; nil where there is none.
    init?(from before: Node?, to after: Node?) {
        guard let id = (after ?? before)?.id else { return nil }
        let old = before?.rows ?? [:]
        let new = after?.rows ?? [:]
        let action: Action = before == nil ? .create : after == nil ? .delete : .update
        let rows = Set(old.keys).union(new.keys).sorted()
            .filter { old[$0] != new[$0] }
            .map { Row(path: $0, before: old[$0], after: new[$0]) }
        if action == .update, rows.isEmpty { return nil }
        self.init(id: id, action: action, rows: rows)
    }
}
