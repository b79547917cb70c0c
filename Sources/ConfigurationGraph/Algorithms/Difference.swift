extension GraphView {
    /// What turns this state into another, sorted by node.
    ///
    /// Reads both wholly, and takes time in proportion to both. Between two revisions of one store, its history is the
    /// cheaper way.
    ///
    /// - Throws: whatever reading the views throws.
    public func difference(to other: some GraphView) throws -> [NodeChangeValue] {
        try NodeKind.allCases.flatMap { try difference(to: other, in: $0) }.sorted { $0.id < $1.id }
    }

    private func difference(to other: some GraphView, in kind: NodeKind) throws -> [NodeChangeValue] {
        var gone = Dictionary(uniqueKeysWithValues: try nodes(of: kind).map { ($0.id, $0.node) })
        let changed = try other.nodes(of: kind).compactMap { after -> NodeChangeValue? in
            let before = gone.removeValue(forKey: after.id)
            return before == after.node ? nil : NodeChangeValue(id: after.id, before: before, after: after.node)
        }
        return changed + gone.map { NodeChangeValue(id: $0.key, before: $0.value, after: nil) }
    }
}
