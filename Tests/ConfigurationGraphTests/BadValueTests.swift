import ConfigurationGraph
import OCI
import Testing

@Suite("Bad values")
struct BadValueTests {
    private static let place = ConfigurationGraph.SourceLocation(file: "a.yaml", line: 3, column: 5)

    static let given = Catalogue.parameters.filter { $0.category != .encapsulated && !$0.kinds.isEmpty }
    static let encapsulated = Catalogue.parameters.filter { $0.category == .encapsulated }

    private func problems(_ path: String, _ value: JSONValue, _ kind: NodeKind = .automaton) -> [String] {
        SettingCheck.check(Setting(parameter: path, value: value, location: Self.place), kind: kind).map(\.message)
    }

    @Test("a value of a wrong type or out of range is refused, with the parameter's path", arguments: given)
    func wrongType(entry: Parameter) throws {
        let kind = try #require(entry.kinds.min { $0.rawValue < $1.rawValue })
        let wrong = Self.wrongValues(of: entry.type)
        #expect(entry.type == .any || !wrong.isEmpty)
        for value in wrong {
            let found = SettingCheck.check(
                Setting(parameter: entry.path, value: value, location: Self.place), kind: kind)
            #expect(!found.isEmpty, "\(value)")
            #expect(found.allSatisfy { $0.parameter.hasPrefix(entry.path) && $0.location == Self.place })
        }
    }

    @Test("what is Encapsulated can't be given in any kind of document", arguments: encapsulated)
    func wrongCategory(entry: Parameter) {
        for kind in [NodeKind.automaton, .configuration, .volume, .hostPolicy] {
            let expected = "is Encapsulated: it is defined from within Emergence; leave it out"
            #expect(problems(entry.path, "x", kind) == [expected])
        }
    }

    @Test("what belongs to another kind of document is refused", arguments: given)
    func wrongKind(entry: Parameter) {
        for kind in [NodeKind.automaton, .volume, .hostPolicy] where !entry.kinds.contains(kind) {
            #expect(problems(entry.path, .null, kind).first?.hasPrefix("belongs to ") == true)
        }
    }

    @Test("null is taken, but not where a value is Required", arguments: given)
    func null(entry: Parameter) throws {
        let kind = try #require(entry.kinds.first)
        #expect(problems(entry.path, .null, kind).isEmpty == (entry.category != .required))
    }

    @Test("all errors of a value come at once")
    func allAtOnce() {
        let found = problems(
            "process", ["args": "x", "cwd": "x", "env": ["=x", "A=1", 2], "terminal": true, "argz": []])
        #expect(found.count == 6)
    }

    /// Values that a type must refuse: of another shape, and just beyond its range.
    private static func wrongValues(of type: ParameterType) -> [JSONValue] {
        switch type {
        case .any: []
        case .string, .path, .choice, .form: [1, [], "\u{0}"]
        case .bool: ["true", 1]
        case .integer(let range):
            ["1", true] + (range.lowerBound > .min ? [.integer(range.lowerBound - 1)] : [])
                + (range.upperBound < .max ? [.integer(range.upperBound + 1)] : [])
        case .number(let range): ["1", .number(range.lowerBound - 1), .number(range.upperBound + 1)]
        case .bytes, .duration: [-1, "x", true]
        case .signal: [0, 65, "SIGNONE"]
        case .list(let element): ["x", 1] + wrongValues(of: element).map { [$0] }
        case .environment: ["A=1", ["=1"], [1]]
        case .map(let element): ["x", []] + wrongValues(of: element).map { ["key": $0] }
        case .object(let members, let required):
            ["x", ["no-such-member": 1]] + (required.isEmpty ? [] : [[:]])
                + members.filter { $0.value != .any }.keys.sorted().map { [$0: ["wrong": [1]]] }
        case .either: [true, []]
        case .publishedPort: [1, "80", [:]]
        }
    }
}
