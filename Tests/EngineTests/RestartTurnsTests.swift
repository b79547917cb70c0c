import ConfigurationGraph
import GraphStore
import OCI
import Testing

@testable import Engine

@Suite("the turns of a restart") struct RestartTurnsTests {
    private static func turns(_ groups: [(serving: [String], idle: [String], atOnce: Int)]) -> [Set<String>] {
        RestartTurns(groups.map { .init(serving: $0.serving, idle: $0.idle, atOnce: $0.atOnce) }).turns
    }

    @Test("those of one automaton go one after the other, where none may be missing, and else as many as may be")
    func sizes() {
        #expect(Self.turns([(["a-1", "a-2", "a-3"], [], 0)]) == [["a-1"], ["a-2"], ["a-3"]])
        #expect(Self.turns([(["a-1", "a-2", "a-3"], [], 2)]) == [["a-1", "a-2"], ["a-3"]])
        #expect(Self.turns([(["a-1", "a-2", "a-3"], [], 9)]) == [["a-1", "a-2", "a-3"]])
        #expect(Self.turns([]) == [])
    }

    @Test("automatons don't wait for each other, and what serves nobody waits for nothing")
    func beside() {
        let turns = Self.turns([(["a-1", "a-2"], ["a-3"], 1), (["b-1"], [], 1), ([], ["c-1", "c-2"], 1)])
        #expect(turns == [["a-3", "b-1", "c-1", "c-2"], ["a-1"], ["a-2"]])
    }

    @Test("what is missing already counts, and neither a debug variant nor what ends is one of them")
    func budget() async throws {
        let store = InMemoryGraphStore()
        var shop = ControllerTests.shop(6, log: "a")
        let most: JSONValue = "50%"
        shop.settings.append(
            Setting(parameter: "orchestrator.update.maxUnavailable", value: most, location: ControllerTests.place))
        let spec = RuntimeSpecNode(digest: try ControllerTests.digest(9), spec: [:], parameters: [:], provenance: [])
        var instances = (1...6).map { number in
            Instance(
                name: "shop-\(number)", automaton: "shop", host: "alpha", spec: spec.digest.description,
                idBase: UInt32(1_000_000 + number * 65_536))
        }
        try await ControllerTests.put(
            try ControllerTests.declared() + [.automaton(shop), .runtimeSpec(spec)] + instances.map(\.node)
                + (1...6).map { .instanceStatus(InstanceStatus(instance: "shop-\($0)", state: .ready)) }, in: store)
        let all = Set(instances.map(\.name))
        func sizes(_ names: Set<String>) async throws -> [Int] {
            try await store.read { try RestartTurns(of: names, in: $0) }.turns.map(\.count)
        }
        #expect(try await sizes(all) == [3, 3])

        // Those on their way out, and a variant, are no more of them.
        for number in 7...9 {
            var more = instances[0]
            (more.name, more.idBase) = ("shop-\(number)", UInt32(1_000_000 + number * 65_536))
            if number == 9 {
                more.session = DebugSession(original: "shop-1", author: "test", startedAt: "", endsAt: "")
            } else {
                more.ending = "replaced"
            }
            instances.append(more)
        }
        try await ControllerTests.put(instances.suffix(3).map(\.node), in: store)
        #expect(try await sizes(all) == [3, 3])

        // What doesn't serve comes first, and is missing as long as nobody starts it.
        try await ControllerTests.put(
            [.instanceStatus(InstanceStatus(instance: "shop-1", state: .failed))], in: store)
        #expect(try await sizes(all) == [1, 3, 2])
        #expect(try await sizes(all.subtracting(["shop-1"])) == [2, 2, 1])
    }
}
