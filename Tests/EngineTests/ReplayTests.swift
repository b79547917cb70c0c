import ConfigurationGraph
import GraphStore
import OCI
import TestRandom
import Testing

@testable import Engine

/// Histories that the controller's shell wrote, while an operator changes this and that before it has come to rest.
@Suite("Plans of the history are made again") struct ReplayTests {
    private static let hosts = ["alpha", "beta", "gamma"]

    @Test("whatever is done, no decision comes out otherwise", arguments: 1...6 as ClosedRange<UInt64>)
    func same(seed: UInt64) async throws {
        let store = InMemoryGraphStore()
        var operation = Operation(random: SplitMix(state: seed))
        try await ControllerTests.put(
            try ControllerTests.declared() + [.host(ControllerTests.host("gamma"))] + operation.all, in: store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await ControllerTests.controller(store, 1, hosts: Self.hosts).run() }
            for _ in 1...10 {
                try await Self.settle(operation, in: store)
                // Several at once, so that some are decided on before others have landed.
                for _ in 0..<operation.howMany() {
                    try await operation.change(in: store)
                    try await ControllerTests.answer(in: store)
                }
            }
            try await Self.settle(operation, in: store)
            group.cancelAll()
            try await group.waitForAll()
        }
        let replay = try await Replay(of: store, after: .zero, to: await store.revision())
        #expect(replay.difference == nil, "seed \(seed)")
        #expect(replay.decisions > replay.skipped, "seed \(seed)")
    }

    /// Until as many run as are wanted, each on a host that takes instances.
    private static func settle(_ operation: Operation, in store: InMemoryGraphStore) async throws {
        do {
            try await EngineTests.until("all are as they are wanted") {
                try await ControllerTests.answer(in: store)
                let instances = try await store.read { try $0.values(Instance.self) }
                let counts = Dictionary(instances.map { ($0.automaton, 1) }, uniquingKeysWith: +)
                return counts == operation.counts
                    && instances.allSatisfy { $0.ending == nil && $0.host != operation.drained }
            }
        } catch let error as NeverTrue {
            let history = await store.history(after: .zero, limit: .max)
            Issue.record("wanted: \(operation); what was done: \(history.suffix(40).map(\.message))")
            throw error
        }
    }

    /// What an operator does: as many or as few, another configuration, another way to roll it out, a host less or more.
    private struct Operation {
        var random: SplitMix
        var counts = ["shop": 2, "blog": 2]
        var logs = ["shop": 0, "blog": 0]
        var strategies = ["shop": "rolling", "blog": "recreate"]
        var drained: String?

        init(random: SplitMix) { self.random = random }

        var all: [Node] { counts.keys.sorted().map { .automaton(automaton($0)) } }

        mutating func howMany() -> Int { Int.random(in: 1...3, using: &random) }

        private func automaton(_ name: String) -> Automaton {
            var automaton = ControllerTests.shop(counts[name] ?? 0, log: "\(logs[name] ?? 0)")
            automaton.name = name
            automaton.settings.append(
                Setting(
                    parameter: "orchestrator.update.strategy", value: .string(strategies[name] ?? ""),
                    location: ControllerTests.place))
            automaton.settings.sort { $0.parameter < $1.parameter }
            return automaton
        }

        mutating func change(in store: InMemoryGraphStore) async throws {
            let name = ["shop", "blog"].randomElement(using: &random) ?? ""
            switch Int.random(in: 0...5, using: &random) {
            case 0, 1: counts[name] = Int.random(in: 1...5, using: &random)
            case 2, 3: logs[name, default: 0] += 1
            case 4: strategies[name] = ["rolling", "recreate", "bluegreen"].randomElement(using: &random)
            default: return try await drainAnother(in: store)
            }
            try await ControllerTests.put([.automaton(automaton(name))], in: store)
        }

        private mutating func drainAnother(in store: InMemoryGraphStore) async throws {
            if let drained {
                self.drained = nil
                try await store.commit(
                    Transaction(
                        author: "test", roles: [.operator], message: "uncordon", deletes: [NodeID(.hostPolicy, drained)]
                    ))
                return
            }
            guard let host = ReplayTests.hosts.randomElement(using: &random),
                let policy = HostWish.drain.applied(to: nil, of: host)
            else { return }
            drained = host
            try await ControllerTests.put([.hostPolicy(policy)], in: store)
        }
    }
}
