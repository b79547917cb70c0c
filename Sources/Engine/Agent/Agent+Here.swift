import ConfigurationGraph

extension Agent {
    /// Whether an instance is placed on this host. Where it is the only one all are, whatever its name was before; a state
    /// directory that is no host among others has none of theirs.
    func isHere(_ instance: Instance) -> Bool {
        identity.map { $0.name == instance.host } ?? !attended.contains(instance.host)
    }

    /// Whether an instance is to run on this host.
    func isWantedHere(_ instance: Instance) -> Bool {
        isHere(instance) && instance.isToRun
    }

    /// The names of the instances that are placed on this host, sorted. Takes time in proportion to them, or to all where
    /// this is no host among others.
    func instanceNames(in view: some GraphView) throws -> [String] {
        guard let identity else {
            guard !attended.isEmpty else { return try view.names(of: .instance) }
            return try view.values(Instance.self).filter(isHere).map(\.name).sorted()
        }
        return try view.edges(to: NodeID(.host, identity.name), along: .placedOn, limit: .max).map(\.from.name).sorted()
    }
}
