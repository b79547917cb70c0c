import ConfigurationGraph
import GraphStore
import Orchestrator

/// Another number of instances of an automaton.
struct ScalingStep: Hashable, Sendable {
    var automaton: String
    var from: Int
    var to: Int
    /// Why, in a few words.
    var reason: String
}

extension Agent {
    /// Makes further instances and starts them.
    ///
    /// - Throws: ``Failure`` when one doesn't start; it is in the graph, and its status says why.
    func grow(_ step: ScalingStep) async throws {
        let host = try await self.host()
        for _ in 0..<20 {
            let draft = try await store.read { view in
                try ScalingDraft(
                    automaton: step.automaton, to: step.to, because: step.reason, host: host,
                    author: settings.author, in: view)
            }
            guard !draft.instances.isEmpty else { return }
            do {
                let commit = try await store.commit(draft.transaction)
                events(.committed(commit.revision, changes: commit.changes.count))
            } catch TransactionError.conflict {
                continue
            }
            return try await reconcile(Set(draft.instances), waitUntilReady: false, timeout: .zero)
        }
        throw Failure(.conflict, "the graph kept changing while \(step.automaton) was scaled", hint: "try again")
    }

    /// The instances that go first when there are too many: those with the highest numbers.
    func surplus(_ step: ScalingStep) async throws -> [Assignment] {
        let automaton = NodeID(.automaton, step.automaton)
        let all = try await store.read { view in
            try view.edges(to: automaton).filter { $0.label == .instanceOf }
                .map { try Assignment(of: $0.from.name, in: view) }.filter { !$0.instance.isVariant }
        }
        return Array(all.sorted { $0.number < $1.number }.dropFirst(step.to))
    }

    /// Ends instances, and takes them out of the graph.
    ///
    /// - Throws: ``Failure`` when one can't be stopped.
    func shrink(_ going: [Assignment], because step: ScalingStep) async throws {
        try await takeDown(going)
        var deletes: Set<NodeID> = []
        for assignment in going { deletes.formUnion(InstanceDraft.nodes(of: assignment.instance)) }
        let commit = try await store.commit(
            Transaction(
                author: settings.author, roles: [.orchestrator],
                message: "\(step.to) of \(step.automaton): \(step.reason)", deletes: deletes))
        events(.committed(commit.revision, changes: commit.changes.count))
    }
}

extension Assignment {
    /// The number in its name, as 2 of `shop-2`.
    fileprivate var number: Int { instance.name.split(separator: "-").last.flatMap { Int($0) } ?? 0 }
}
