import ConfigurationGraph
import OCI
import TestRandom
import Testing

@Suite("Merging of several givers' values")
struct ParametersMergingTests {
    private typealias Given = Contribution<Int>

    @Test(
        "values merge by their parameter's kind, the stronger one last",
        arguments: [
            (.replacing, ["a"], ["b"], ["b"]),
            (.variables, ["A=1", "B=2"], ["B=3", "C=4"], ["A=1", "B=3", "C=4"]),
            (.members, ["a": 1, "b": 2], ["a": .null, "c": 3], ["b": 2, "c": 3]),
            (
                .elements(by: "at"), [["at": "/a"], ["at": "/b", "x": 1]], [["at": "/b", "y": 2]],
                [["at": "/a"], ["at": "/b", "y": 2]]
            ),
            (.grants, ["add": ["A", "B"]], ["drop": ["B"], "add": ["C"]], ["add": ["A", "C"], "drop": ["B"]]),
            (.variables, ["A=1"], .null, nil), (.replacing, .null, ["b"], ["b"]), (.variables, ["A=1"], [], ["A=1"]),
        ] as [(Merging, JSONValue, JSONValue, JSONValue?)])
    func table(merging: Merging, weaker: JSONValue, stronger: JSONValue, merged: JSONValue?) {
        let both = Given(stronger, merging: merging, tag: 2).over(Given(weaker, merging: merging, tag: 1))
        #expect(both.value(merging: merging) == merged)
    }

    @Test("each leaf keeps the tag of who gave it")
    func tags() {
        let both = Given(["B=3"], merging: .variables, tag: 2)
            .over(Given(["A=1", "B=2"], merging: .variables, tag: 1))
        #expect(both.given.map(\.key) == ["A", "B"])
        #expect(both.given.map(\.tag) == [1, 2])
    }

    @Test("merging is associative, and nothing is its identity", arguments: PropertyRuns.seeds)
    func monoid(seed: UInt64) {
        var random = SplitMix(state: seed)
        let merging: Merging = [.replacing, .variables, .members, .elements(by: "k"), .grants][Int(random.next() % 5)]
        let givers = (1...3).map { Given(value(merging, &random), merging: merging, tag: $0) }
        #expect(
            givers[2].over(givers[1]).over(givers[0]) == givers[2].over(givers[1].over(givers[0])), "seed \(seed)")
        #expect(givers[0].over(.nothing) == givers[0], "seed \(seed)")
        #expect(Given.nothing.over(givers[0]) == givers[0], "seed \(seed)")
    }

    @Test("taking the stronger giver away restores the weaker one's value", arguments: PropertyRuns.seeds)
    func agrees(seed: UInt64) {
        var random = SplitMix(state: seed)
        let value = value(.variables, &random)
        let given = Given(value, merging: .variables, tag: 1)
        #expect(given.disagreements(with: given) == [], "seed \(seed)")
        #expect(given.over(given) == given, "seed \(seed)")
    }

    @Test(
        "two givers without order disagree on the leaves that differ",
        arguments: [
            (.replacing, 1, 2, [""]), (.replacing, 1, 1, []), (.replacing, 1, .null, [""]),
            (.replacing, .null, .null, []),
            (.variables, ["A=1", "B=1"], ["A=2", "B=1", "C=3"], ["A"]), (.variables, .null, ["A=1"], [""]),
            (.variables, [], .null, []), (.members, ["a": 1], ["a": .null], ["a"]),
        ] as [(Merging, JSONValue, JSONValue, [String])])
    func disagreements(merging: Merging, left: JSONValue, right: JSONValue, keys: [String]) {
        let (left, right) = (Given(left, merging: merging, tag: 1), Given(right, merging: merging, tag: 2))
        #expect(left.disagreements(with: right) == keys)
        #expect(right.disagreements(with: left) == keys)
    }

    private func value(_ merging: Merging, _ random: inout SplitMix) -> JSONValue {
        let keys = ["a", "b", "c"].filter { _ in random.next().isMultiple(of: 2) }.shuffled(using: &random)
        let numbers = keys.map { ($0, Int64(random.next() % 3)) }
        if random.next().isMultiple(of: 5) { return .null }
        switch merging {
        case .variables: return .array(numbers.map { .string("\($0.0)=\($0.1)") })
        case .members:
            return .object(
                Dictionary(uniqueKeysWithValues: numbers.map { ($0.0, $0.1 == 0 ? .null : .integer($0.1)) }))
        case .elements: return .array(numbers.map { ["k": .string($0.0), "v": .integer($0.1)] })
        case .grants:
            let added = numbers.filter { $0.1 == 0 }.map { JSONValue.string($0.0) }
            let dropped = numbers.filter { $0.1 == 1 }.map { JSONValue.string($0.0) }
            return ["add": .array(added), "drop": .array(dropped)]
        case .replacing: return .integer(Int64(random.next() % 3))
        }
    }
}
