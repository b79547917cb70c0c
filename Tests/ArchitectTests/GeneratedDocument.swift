import ConfigurationGraph
import OCI
import ParameterSamples
import TestRandom

@testable import Architect

/// A document of any kind that gives up to six parameters of the catalogue, nested, with dots or both; every second has
/// one value that its type must refuse, or gives what isn't the operator's to give.
struct GeneratedDocument {
    let seed: UInt64
    let json: JSONValue
    /// Whether nothing was made wrong in it. What was may be right all the same, as YAML takes a number for a text.
    let isRight: Bool

    init(seed: UInt64) {
        self.seed = seed
        var random = SplitMix(state: seed)
        let kinds: [DocumentKind] = [.configuration, .automaton, .volume, .host]
        let kind = kinds[Int(random.next() % 4)]
        let givable = ParameterTable.standard.givable(in: kind.nodeKind).filter {
            !Self.isStructural($0.path, in: kind)
        }
        let some = givable.shuffled(using: &random).prefix(Int(random.next() % 7))
        let chosen = some.filter { entry in !some.contains { $0.path.hasPrefix(entry.path + ".") } }
        var document = SampleObject(["kind": .string(kind.rawValue), "name": "sample"])
        if kind == .automaton { document.set("web", at: ["artefact"]) }
        var isRight = true
        let isWrong = random.next().isMultiple(of: 2)
        for (index, entry) in chosen.enumerated() {
            var value = Samples.value(of: entry, &random)
            let wrong = WrongValue.all(of: entry.type)
            if isWrong, index == 0, let first = wrong.randomElement(using: &random) {
                value = first.value
                isRight = false
            }
            document.set(value, at: Self.keys(of: entry.path, in: kind, &random))
        }
        if isWrong, isRight,
            let entry = Catalogue.parameters.filter({ $0.category == .encapsulated })
                .randomElement(using: &random), !chosen.contains(where: { $0.path.hasPrefix(entry.path) })
        {
            document.set("x", at: [entry.path])
            isRight = false
        }
        json = document.json
        self.isRight = isRight
    }

    /// What says what the node is and what it refers to has rules of its own.
    private static func isStructural(_ path: String, in kind: DocumentKind) -> Bool {
        kind.structuralKeys.contains(path) || path.hasSuffix(".name") || path.hasPrefix("secrets.")
    }

    /// The keys that lead to a parameter, some of them joined by dots.
    private static func keys(of path: String, in kind: DocumentKind, _ random: inout SplitMix) -> [String] {
        var keys: [String] = []
        for key in path.split(separator: ".").map(String.init) {
            if let last = keys.last, random.next().isMultiple(of: 4) {
                keys[keys.count - 1] = last + "." + key
            } else {
                keys.append(key)
            }
        }
        return keys
    }
}

/// An object that is filled key by key.
private struct SampleObject {
    private(set) var json: JSONValue

    init(_ json: JSONValue) { self.json = json }

    mutating func set(_ value: JSONValue, at keys: [String]) { json = Self.setting(value, at: keys[...], in: json) }

    private static func setting(_ value: JSONValue, at keys: ArraySlice<String>, in json: JSONValue) -> JSONValue {
        guard let key = keys.first else { return value }
        var members = json.object ?? [:]
        members[key] = setting(value, at: keys.dropFirst(), in: members[key] ?? [:])
        return .object(members)
    }
}
