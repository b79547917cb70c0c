import ConfigurationGraph
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
        #expect(turns == [["a-1", "a-3", "b-1", "c-1", "c-2"], ["a-2"]])
    }
}
