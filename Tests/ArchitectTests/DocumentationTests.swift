import ConfigurationGraph
import Foundation
import Testing

@testable import Architect

@Suite("What the documentation shows")
struct DocumentationTests {
    @Test("is accepted: each example of docs/declarations.md, read against the whole catalogue")
    func declarations() throws {
        let text = try text("docs/declarations.md")
        let examples = text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "```\n").first
        }
        #expect(examples.count > 5)
        for example in examples {
            try expectAccepted(example, "docs/declarations.md")
        }
    }

    @Test("is accepted: each parameter that docs/declarations.md lists, with its example")
    func parameters() throws {
        let rows = try text("docs/declarations.md").split(separator: "\n").filter { $0.hasPrefix("| `") }
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) } }
        let listed = rows.filter { row in
            row.first.map { $0 != "relay.dependencies" && ParameterTable.standard.parameter(at: $0) != nil } == true
                && row.count > 2 && !["required", "optional"].contains(row[1])
        }
        #expect(listed.count > 40)
        for row in listed {
            try expectAccepted("kind: Configuration\nname: example\n\(row[0]): \(row[1])\n", row[0])
        }
    }

    @Test("runs: the example shop")
    func shop() throws {
        try expectAccepted(text("examples/shop/shop.yaml"), "examples/shop/shop.yaml")
    }

    private func expectAccepted(_ example: String, _ path: String) throws {
        do throws(DiagnosticReport) {
            let declared = try Architect.declarations(
                from: [SourceFile(path: path, bytes: Array(example.utf8))], set: "example")
            #expect(!declared.nodes.isEmpty || !declared.artefacts.isEmpty)
        } catch {
            Issue.record("\(error)")
        }
    }

    private func text(_ path: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }
}
