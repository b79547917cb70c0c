import ConfigurationGraph
import GraphStore

extension Engine {
    /// Starts instances that were stopped, named by themselves or by their automaton.
    ///
    /// - Throws: ``Failure`` for a name that isn't there, and for an instance that doesn't start.
    public func start(_ names: [String], events: @escaping EventHandler) async throws {
        try await undoable(events) { agent in
            let chosen = try await startable(names)
            let care = try await agent.care(of: chosen)
            // Nothing in the graph tells their agents that they are to run once more.
            let ended = try await ended(among: care.others)
            if !ended.isEmpty { try await commit(.restart, to: ended, by: agent) }
            let landing = Landing { try await commit(.start, to: chosen, by: agent) }
            try await landing.during {
                try await agent.after(landing).reconcile(
                    care.own, desired: .running, waitUntilReady: true, timeout: .seconds(60))
            }
            try await follow(Goal(instances: care.others), by: agent)
        }
    }

    /// Stops instances and keeps them stopped, over a restart of the machine too.
    ///
    /// - Throws: ``Failure`` for a name that isn't there, and for an instance that can't be stopped.
    public func stop(_ names: [String], events: @escaping EventHandler) async throws {
        try await undoable(starting: false, events) { agent in
            let chosen = try await chosen(names)
            try await commit(.stop, to: chosen, by: agent)
            let care = try await agent.care(of: chosen)
            // What agents carry out isn't taken back.
            if !care.others.isEmpty { agent.journal?.handOver() }
            try await agent.reconcile(care.own, waitUntilReady: false, timeout: .zero)
            try await follow(Goal(instances: care.others), by: agent)
        }
    }

    /// Stops instances and starts them again, of each automaton no more at once than may be missing.
    ///
    /// - Throws: ``Failure`` as ``start(_:events:)`` and ``stop(_:events:)`` do.
    public func restart(_ names: [String], events: @escaping EventHandler) async throws {
        try await undoable(events) { agent in
            let chosen = try await startable(names)
            for turn in try await store.read({ try RestartTurns(of: chosen, in: $0) }).turns {
                try await commit(.restart, to: turn, by: agent)
                let care = try await agent.care(of: turn)
                if !care.others.isEmpty { agent.journal?.handOver() }
                try await agent.reconcile(care.own, waitUntilReady: true, timeout: .seconds(60))
                try await follow(Goal(instances: care.others), by: agent)
            }
        }
    }

    /// Gives the instances of automatons a terminal, and takes it from all others, where a controller places them.
    ///
    /// - Throws: ``Failure`` as ``start(_:events:)`` does.
    func giveTerminals(to automatons: Set<String>, by agent: Agent) async throws {
        let all = try await store.read { view in
            Set(
                try view.values(Instance.self).filter { !$0.isVariant && $0.debug != automatons.contains($0.automaton) }
                    .map(\.name))
        }
        try await commit(.terminals(of: automatons), to: all, by: agent)
        try await follow(Goal(instances: all), by: agent)
    }

    /// The names of the instances that are meant by names of instances or automatons.
    func chosen(_ names: [String]) async throws -> Set<String> {
        try await store.read { view in
            let instances = try view.values(Instance.self)
            return try names.reduce(into: Set<String>()) { chosen, name in
                let meant = instances.filter { $0.isMeant(by: name) }.map(\.name)
                guard !meant.isEmpty else {
                    if let down = try view.value(Automaton.self, named: name)?.takenDown {
                        throw Failure(
                            .failed, "\(name) is down since revision \(down)", hint: "'emergence up' brings it up again"
                        )
                    }
                    let nearest = Catalogue.nearest(to: name, among: instances.flatMap { [$0.automaton, $0.name] })
                    throw Failure(
                        .failed, "nothing is called '\(name)'",
                        hint: nearest.map { "did you mean '\($0)'?" } ?? "'emergence ps' lists what runs")
                }
                chosen.formUnion(meant)
            }
        }
    }

    /// Those of which the process has ended by itself.
    private func ended(among names: Set<String>) async throws -> Set<String> {
        try await store.read { view in
            try names.filter { name in
                guard let status = try view.value(InstanceStatus.self, named: name) else { return false }
                return [.exited, .failed, .backingOff].contains(status.state)
            }
        }
    }

    private func startable(_ names: [String]) async throws -> Set<String> {
        let chosen = try await chosen(names)
        try await refuseVariants(among: chosen)
        return chosen
    }

    /// Writes what is wanted of instances to the graph.
    func commit(_ wish: InstanceWish, to names: Set<String>, by agent: Agent) async throws {
        try await untilUndisturbed("written") {
            var past: [String: RuntimeSpecNode] = [:]
            if case .terminals(let automatons) = wish {
                past = try await InstanceWish.pastSpecs(of: names, terminalsOf: automatons, in: store)
            }
            let transaction = try await store.read { [past] view in
                try wish.transaction(for: names, author: settings.author, past: past, in: view)
            }
            if let transaction { try await agent.commit(transaction) }
        }
    }

    /// Commits what a view leads to, worked out anew for as long as somebody else changes what it was worked out from.
    ///
    /// - Parameter work: the transaction; nil where there is nothing to write.
    func commit(by agent: Agent, _ work: @escaping @Sendable (any GraphView) throws -> Transaction?) async throws {
        try await untilUndisturbed("written") {
            guard let transaction = try await store.read(work) else { return }
            try await agent.commit(transaction)
        }
    }
}
