import Architect
import ConfigurationGraph
import GraphStore
import Processes

extension Engine {
    /// Stops and removes the instances of the files' automatons, or all; volumes and declarations stay. They have none
    /// until they are applied or brought up again, whoever plans.
    ///
    /// - Throws: ``Failure`` when an instance can't be stopped.
    public func down(_ paths: [String], events: @escaping EventHandler) async throws {
        try await undoable(starting: false, events) { agent in
            let named = paths.isEmpty ? nil : Set(try declarations(paths, set: nil).nodes.map(\.id))
            let automatons = try await store.read { view in
                Set(try view.names(of: .automaton).filter { named?.contains(NodeID(.automaton, $0)) ?? true })
            }
            // Whoever leads ends them, on whichever host they are.
            if try await store.attendance().isLed { return try await takeDown(automatons, by: agent) }
            try await commit(by: agent) { try suspension(of: automatons, in: $0) }
            let going = try await store.read { view in
                try Assignment.all(in: view).filter { automatons.contains($0.automaton.name) }
            }
            try await agent.takeDown(going)
            let deletes = going.reduce(into: Set<NodeID>()) { $0.formUnion(InstanceDraft.nodes(of: $1.instance)) }
            try await commit(by: agent) { view in
                var transaction = Transaction(
                    author: settings.author, roles: [.orchestrator], message: "down", deletes: deletes)
                try transaction.deleteUnusedSpecs(in: view)
                return transaction
            }
        }
    }

    /// Has a controller end all instances of automatons, and waits until none is left.
    func takeDown(_ automatons: Set<String>, by agent: Agent) async throws {
        try await commit(by: agent) { try suspension(of: automatons, in: $0) }
        try await follow(Goal(automatons: automatons), by: agent)
    }

    private func suspension(of automatons: Set<String>, in view: any GraphView) throws -> Transaction? {
        var transaction = Transaction(author: settings.author, roles: [.operator], message: "down")
        for name in automatons.sorted() {
            guard let node = try view.node(NodeID(.automaton, name)), case .automaton(var automaton) = node.node,
                automaton.takenDown == nil
            else { continue }
            transaction.preconditions.append(.unchanged(node.id, since: node.revision))
            automaton.takenDown = view.revision
            transaction.puts.append(.automaton(automaton))
        }
        return transaction.puts.isEmpty ? nil : transaction
    }
}
