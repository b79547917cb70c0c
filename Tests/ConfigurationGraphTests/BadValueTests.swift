import ConfigurationGraph
import OCI
import ParameterSamples
import TestRandom
import Testing

@Suite("Bad values")
struct BadValueTests {
    private static let place = ConfigurationGraph.SourceLocation(file: "a.yaml", line: 3, column: 5)

    static let given = Catalogue.parameters.filter { $0.category != .encapsulated && !$0.kinds.isEmpty }
    static let encapsulated = Catalogue.parameters.filter { $0.category == .encapsulated }
    /// Those that an image alone can have.
    static let ofImages = Catalogue.parameters.filter { $0.category != .encapsulated && $0.kinds.isEmpty }

    private func problems(_ path: String, _ value: JSONValue, _ kind: NodeKind = .automaton) -> [String] {
        SettingCheck.check(Setting(parameter: path, value: value, location: Self.place), kind: kind).map(\.message)
    }

    @Test("a value of a wrong type or out of range is refused, with the parameter's path", arguments: given)
    func wrongType(entry: Parameter) throws {
        let kind = try #require(entry.kinds.min { $0.rawValue < $1.rawValue })
        let wrong = WrongValue.all(of: entry.type)
        #expect(entry.type == .any || !wrong.isEmpty)
        for wrong in wrong {
            let found = SettingCheck.check(
                Setting(parameter: entry.path, value: wrong.value, location: Self.place), kind: kind)
            #expect(found.contains { $0.parameter == entry.path + wrong.place }, "\(wrong.value): \(found)")
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

    @Test("what an image alone can have can't be given in any kind of document", arguments: ofImages)
    func wrongGiver(entry: Parameter) {
        for kind in [NodeKind.automaton, .configuration, .volume, .hostPolicy] {
            #expect(problems(entry.path, "x", kind) == ["comes from the image alone"])
        }
    }

    @Test("every entry of the catalogue is tried") func complete() {
        #expect(Self.given.count + Self.encapsulated.count + Self.ofImages.count == Catalogue.parameters.count)
        #expect(Self.given.filter { $0.type != .any }.count > 170)
    }

    @Test("what is right is taken", arguments: given)
    func right(entry: Parameter) throws {
        let kind = try #require(entry.kinds.min { $0.rawValue < $1.rawValue })
        var random = SplitMix(state: 7)
        for _ in 0..<8 {
            let value = Samples.value(of: entry, &random)
            if value != .null { #expect(problems(entry.path, value, kind) == [], "\(value)") }
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
}
