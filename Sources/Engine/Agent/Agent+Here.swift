import ConfigurationGraph

extension Agent {
    /// Whether an instance is placed on this host. Where it is the only one all are, whatever its name was before.
    func isHere(_ instance: Instance) -> Bool { identity.map { $0.name == instance.host } ?? true }

    /// Whether an instance is to run on this host.
    func isWantedHere(_ instance: Instance) -> Bool {
        isHere(instance) && instance.desired == .running && instance.ending == nil
    }

    /// The names of the instances that are placed on this host, sorted. Takes time in proportion to them.
    func instanceNames(in view: some GraphView) throws -> [String] {
        guard let identity else { return try view.names(of: .instance) }
        return try view.edges(to: NodeID(.host, identity.name), along: .placedOn, limit: .max).map(\.from.name).sorted()
    }
}
