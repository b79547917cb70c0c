import ConfigurationGraph

/// An instance and its automaton: what is wanted, which is all that must be known to decide what is to be done.
struct WantedInstance: Sendable {
    var instance: Instance
    var automaton: Automaton

    /// Nil if there is no such instance any more.
    init?(_ name: String, in view: some GraphView) throws {
        guard let instance = try view.value(Instance.self, named: name),
            let automaton = try view.value(Automaton.self, named: instance.automaton)
        else { return nil }
        self.instance = instance
        self.automaton = automaton
    }

    /// The same, with another wish; nil for its own.
    func wanting(_ desired: Instance.DesiredState?) -> WantedInstance {
        var wanted = self
        wanted.instance.desired = desired ?? instance.desired
        return wanted
    }

    /// All of an agent's host, in the order of their names.
    static func all(of agent: Agent, in view: some GraphView) throws -> [WantedInstance] {
        try agent.instanceNames(in: view).compactMap { try WantedInstance($0, in: view) }
    }
}
