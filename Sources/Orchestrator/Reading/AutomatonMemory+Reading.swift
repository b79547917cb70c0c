import ConfigurationGraph

extension AutomatonMemory {
    /// What the instances of an automaton say of its past: whoever plans after somebody else has nothing but the graph.
    ///
    /// The last good generation is the one that runs in place of a failed one; else, of those with an instance that is
    /// ready, the one that was declared first, as a change under way may still fail.
    init(_ instances: [(source: ResolvedFrom, isReady: Bool)]) {
        if let instead = instances.first(where: { $0.source.insteadOf != nil }) {
            self.init(
                lastGood: Generation(instead.source),
                failed: Set(instances.compactMap(\.source.insteadOf).map { Generation($0) }))
        } else {
            let ready = instances.filter(\.isReady).map(\.source)
            self.init(lastGood: ready.min { $0.revision < $1.revision }.map { Generation($0) })
        }
    }
}
