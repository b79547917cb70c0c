public import ConfigurationGraph
public import OCI
import TestRandom

/// A value that a type must refuse, and where in it the fault is.
public struct WrongValue: Sendable {
    /// The place of what is wrong, as it goes on from the parameter's path: `[0].hostPort`, `.key`, or nothing.
    public let place: String
    public let value: JSONValue

    /// Values of another shape, those just beyond a range, and each of these in every place inside a list, a map or an
    /// object; objects that lack what they must have, and objects with a member that there isn't.
    public static func all(of type: ParameterType) -> [WrongValue] {
        switch type {
        case .any: []
        case .string, .path, .choice, .form: here([1, [], "\u{0}"])
        case .bool: here(["true", 1])
        case .integer(let range):
            here(
                ["1", true, 1.5] + (range.lowerBound > .min ? [.integer(range.lowerBound - 1)] : [])
                    + (range.upperBound < .max ? [.integer(range.upperBound + 1)] : []))
        case .number(let range): here(["1", .number(range.lowerBound - 1), .number(range.upperBound + 1)])
        case .bytes, .duration: here([-1, "x", true])
        case .signal: here([0, 65, "SIGNONE"])
        case .environment: here(["A=1"]) + [WrongValue("[0]", ["=1"]), WrongValue("[0]", [1])]
        case .list(let element): here(["x", 1]) + all(of: element).map { WrongValue("[0]" + $0.place, [$0.value]) }
        case .map(let element):
            here(["x", []]) + all(of: element).map { WrongValue(".key" + $0.place, ["key": $0.value]) }
        case .object(let members, let required): here(["x"]) + all(of: members, required)
        case .either: here([true, []])
        case .publishedPort: here([1, "80", [:]])
        }
    }

    private static func all(of members: [String: ParameterType], _ required: Set<String>) -> [WrongValue] {
        var random = SplitMix(state: 1)
        let least = members.filter { required.contains($0.key) }.mapValues { Samples.value(of: $0, &random) }
        let lacking = required.sorted().map { key in
            JSONValue.object(least.filter { $0.key != key })
        }
        let unknown = JSONValue.object(least.merging(["no-such-member": 1]) { $1 })
        return here(lacking + [unknown])
            + members.keys.sorted().flatMap { key in
                members[key].map(all)?.map { wrong in
                    WrongValue(".\(key)" + wrong.place, .object(least.merging([key: wrong.value]) { $1 }))
                } ?? []
            }
    }

    private static func here(_ values: [JSONValue]) -> [WrongValue] { values.map { WrongValue("", $0) } }

    private init(_ place: String, _ value: JSONValue) {
        self.place = place
        self.value = value
    }
}
