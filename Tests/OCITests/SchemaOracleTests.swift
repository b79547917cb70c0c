import Foundation
import Processes
import TestRandom
import Testing

@testable import OCI

/// Needs python3 with jsonschema, and `../shared/data/oci`; without them the tests say so and pass, but in CI.
@Suite("Random mutations of good documents")
struct SchemaOracleTests {
    private static let count = 2000

    @Test("are judged as the schema judges them; where we are stricter, a rule of the prose says why")
    func mutations() async throws {
        let files = try OCIData.files(.good)
        guard !files.isEmpty, try await oracleIsThere() else { return }
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(state: seed)
        var cases: [(file: OCIData.File, document: JSONValue)] = []
        let pool = try files.map { try CanonicalJSON.parse($0.bytes) }.flatMap(\.parts)
        while cases.count < Self.count, let file = files.randomElement(using: &random) {
            var document = try CanonicalJSON.parse(file.bytes)
            for _ in 0..<Int.random(in: 1...2, using: &random) { document = document.mutated(pool, &random) }
            cases.append((file, document))
        }
        let verdicts = try await verdicts(of: cases.map { ($0.file.kind, $0.document) })
        #expect(verdicts.count == cases.count)
        #expect(verdicts.contains(true) && verdicts.contains(false), "seed \(seed)")
        for ((file, document), isValid) in zip(cases, verdicts) {
            let problems = file.kind.problems(with: document)
            let text = String(decoding: try CanonicalJSON.encode(document), as: UTF8.self)
            if isValid {
                // What the schema passes may only fall to the prose.
                let unfounded = problems.filter { $0.rule == .schema }
                #expect(unfounded == [], "seed \(seed), \(file.path): \(text)")
            } else {
                #expect(problems != [], "seed \(seed), \(file.path): \(text)")
            }
            // What is valid can be read, and nothing of it is lost.
            guard problems.isEmpty else { continue }
            #expect(try file.kind.roundTrip(document) == document, "seed \(seed), \(file.path): \(text)")
        }
    }

    private func oracleIsThere() async throws -> Bool {
        let python = try? await Command("python3", ["-c", "import jsonschema"]).result()
        if python?.status == 0 { return true }
        if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("python3-jsonschema must be installed") }
        print("skipped: no python3 with jsonschema")
        return false
    }

    /// Whether each document is valid by its kind's schema: one process for all.
    private func verdicts(of documents: [(OCIDocumentKind, JSONValue)]) async throws -> [Bool] {
        let schemas = Dictionary(uniqueKeysWithValues: OCIData.places.map { ($0.kind.rawValue, $0.schema) })
        let request: JSONValue = [
            "schemas": .object(schemas.mapValues { .string(OCIData.root + $0) }),
            "documents": .array(documents.map { [.string($0.rawValue), $1] }),
        ]
        // References between schemas are looked up in the schema's own folder, whatever address their ids have.
        let program = """
            import json, pathlib, sys
            from jsonschema import Draft4Validator, FormatChecker, RefResolver
            def validator(name):
                path = pathlib.Path(name).resolve()
                load = lambda uri: json.loads((path.parent / uri.split("#")[0].rsplit("/", 1)[1]).read_text())
                schema = load(path.as_uri())
                resolver = RefResolver(path.as_uri(), schema, handlers={k: load for k in ("file", "http", "https")})
                return Draft4Validator(schema, resolver=resolver, format_checker=FormatChecker())
            request = json.load(sys.stdin)
            schemas = {kind: validator(path) for kind, path in request["schemas"].items()}
            print("".join("01"[schemas[kind].is_valid(document)] for kind, document in request["documents"]))
            """
        let output = try await Command(
            "python3", ["-W", "ignore", "-c", program], input: [UInt8](try CanonicalJSON.encode(request))
        ).output()
        return output.filter { "01".contains($0) }.map { $0 == "1" }
    }
}

extension JSONValue {
    /// All values in the document.
    fileprivate var parts: [JSONValue] {
        switch self {
        case .array(let elements): [self] + elements.flatMap(\.parts)
        case .object(let members): [self] + members.values.flatMap(\.parts)
        default: [self]
        }
    }

    /// The document with one change somewhere: a member or element gone, doubled, or replaced.
    fileprivate func mutated(_ pool: [JSONValue], _ random: inout SplitMix) -> JSONValue {
        switch self {
        case .array(var elements) where !elements.isEmpty:
            let index = Int.random(in: elements.indices, using: &random)
            switch Int.random(in: 0..<8, using: &random) {
            case 0: elements.remove(at: index)
            case 1: elements.append(elements[index])
            case 2: elements.removeAll()
            default: elements[index] = elements[index].mutated(pool, &random)
            }
            return .array(elements)
        case .object(var members) where !members.isEmpty:
            let key = members.keys.sorted().randomElement(using: &random) ?? ""
            switch Int.random(in: 0..<8, using: &random) {
            case 0: members[key] = nil
            case 1: members[key + "x"] = members[key]
            default: members[key] = members[key]?.mutated(pool, &random)
            }
            return .object(members)
        default: return Self.replacement(pool, &random)
        }
    }

    private static func replacement(_ pool: [JSONValue], _ random: inout SplitMix) -> JSONValue {
        let own: [JSONValue] = [
            .null, true, false, 0, 1, 2, -1, 10, 255, 256, 65535, 65536, .integer(1 << 32), .integer((1 << 32) - 1),
            .integer(.max), .integer(.min), .numeral("9223372036854775808"), .numeral("18446744073709551615"),
            .numeral("18446744073709551616"), .numeral("1.0"), 1.5, "", "x", "/x", "a=b", "text/plain", [], [:],
            ["x"], [1], ["x": "y"], ["x": 1], ["x": [:]],
        ]
        let chosen = Int.random(in: 0..<3, using: &random) == 0 ? pool : own
        return chosen.randomElement(using: &random) ?? .null
    }
}
