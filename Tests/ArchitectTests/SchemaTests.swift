import Foundation
import OCI
import Processes
import TestRandom
import Testing

@testable import Architect

/// Needs python3 with jsonschema.
@Suite("The JSON Schema of declarations")
struct SchemaTests {
    /// What no schema can judge: other documents, other keys, the text itself, and numbers that YAML alone tells apart.
    private static let beyond: Set = [
        "a secret", "a secret with two sources", "a name declared twice", "a parameter given twice",
        "a host port published twice by one",
        "a host port published twice by two", "a configuration named twice", "a destination used twice",
        "a destination that hides a system mount", "a destination that hides the root",
        "two dependencies called the same", "an alias that is no name", "a digest that is none",
        "a published port out of range", "a key given twice", "a tab that indents", "nothing",
        "nothing but comments and empty documents",
        "a tab that indents after spaces", "a bracket that is never closed", "a string that is never closed",
        "an alias without an anchor", "a merge key", "a tag", "a key that is a list", "values too deep",
        "a Nix artefact without a source", "a source that is empty", "arguments that no function has",
        "a store path with an attribute", "a cache without a path", "a cache that builds",
        "an image's digest of what Nix builds", "a nothing in a list", "a number with a leading zero",
        "a Boolean in quotes", "a name that is too long",
    ]

    @Test("takes every document that the program takes")
    func good() async throws {
        guard await isAvailable() else { return }
        let examples = try [shop] + documentation()
        #expect(try await verdicts(on: examples, DeclarationSchema(catalogue: .standard)).joined() == "")
    }

    @Test("refuses what the program refuses, as far as a schema can judge")
    func bad() async throws {
        guard await isAvailable() else { return }
        let cases = BadDeclaration.all.filter { !Self.beyond.contains($0.name) }
        #expect(cases.count > 35)
        let verdicts = try await verdicts(on: cases.map(\.text), DeclarationSchema(catalogue: .example))
        for (bad, verdict) in zip(cases, verdicts) { #expect(verdict != "", "\(bad.name)") }
    }

    @Test("judges documents with values for any parameter as the program does")
    func generated() async throws {
        guard await isAvailable() else { return }
        let documents = PropertyRuns.seeds.map { GeneratedDocument(seed: $0) }
        let texts = try documents.map { String(decoding: try CanonicalJSON.encode($0.json), as: UTF8.self) }
        let verdicts = try await verdicts(on: texts, DeclarationSchema(catalogue: .standard))
        var refused = 0
        for ((document, text), verdict) in zip(zip(documents, texts), verdicts) {
            let program = report(on: text)
            #expect(
                program.isEmpty == verdict.isEmpty,
                "seed \(document.seed): \(text)\nthe program: \(program)\nthe schema: \(verdict)")
            #expect(!document.isRight || program.isEmpty, "seed \(document.seed): \(text)\n\(program)")
            if !program.isEmpty { refused += 1 }
        }
        #expect((documents.count / 10..<documents.count * 9 / 10).contains(refused))
    }

    /// What the program says of a file by the whole catalogue; empty where nothing is wrong.
    private func report(on text: String) -> String {
        do {
            _ = try Architect.declarations(from: [file(text)], set: "shop")
            return ""
        } catch { return error.description }
    }

    /// The declarations of docs/declarations.md.
    private func documentation() throws -> [String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/declarations.md"), encoding: .utf8)
        return page.components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "```\n").first
        }
    }

    /// What is wrong with each file by a schema; empty where nothing is.
    private func verdicts(on texts: [String], _ schema: DeclarationSchema) async throws -> [String] {
        let files = try texts.map { text in
            var findings = Findings(in: Sources())
            let documents = YAMLReader(text: try SourceText(file(text))).documents(into: &findings)
            return JSONValue.array(documents.map(CoreSchema.json))
        }
        let input = try CanonicalJSON.encode(["schema": schema.json, "files": .array(files)] as JSONValue)
        let output = try await Command("python3", ["-W", "ignore", "-c", Self.program], input: [UInt8](input)).output()
        return try CanonicalJSON.decode([String].self, from: Data(output.utf8))
    }

    private static let program = """
        import json, sys
        from jsonschema import Draft7Validator
        given = json.load(sys.stdin)
        Draft7Validator.check_schema(given["schema"])
        judge = Draft7Validator(given["schema"])
        print(json.dumps(["\\n".join(
            "/".join(map(str, e.absolute_path)) + ": " + e.message[:300] for d in f for e in judge.iter_errors(d)
        ) for f in given["files"]]))
        """

    /// Whether this machine has what it takes; elsewhere the test is skipped with a word, or fails in CI.
    private func isAvailable() async -> Bool {
        if (try? await Command("python3", ["-c", "import jsonschema"]).result())?.status == 0 { return true }
        if ProcessInfo.processInfo.environment["CI"] == "true" {
            Issue.record("python3-jsonschema must be installed")
        } else {
            print("skipped: no python3-jsonschema")
        }
        return false
    }
}
