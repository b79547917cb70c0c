extension Transaction {
    /// Deletes with the instances that it deletes, or resolves anew, the configurations that no instance is resolved to
    /// any more.
    ///
    /// Takes time in proportion to the transaction.
    ///
    /// - Parameter view: the graph before it.
    /// - Throws: whatever reading the view throws.
    public mutating func deleteUnusedSpecs(in view: some GraphView) throws {
        var left: [String: Set<NodeID>] = [:]
        var used: Set<String> = []
        for node in puts {
            guard case .instance(let instance) = node else { continue }
            used.insert(instance.spec)
            guard let old = try view.value(Instance.self, named: instance.name) else { continue }
            left[old.spec, default: []].insert(old.id)
        }
        for id in deletes where id.kind == .instance {
            guard let old = try view.value(Instance.self, named: id.name) else { continue }
            left[old.spec, default: []].insert(id)
        }
        for (spec, leaving) in left where !used.contains(spec) {
            let id = NodeID(.runtimeSpec, spec)
            let holders = try view.edges(to: id, along: .resolvedTo, limit: leaving.count + 1)
            if holders.allSatisfy({ leaving.contains($0.from) }) { deletes.insert(id) }
        }
    }
}
