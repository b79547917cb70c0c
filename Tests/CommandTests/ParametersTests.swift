import Foundation
import Processes
import Testing

@Suite("parameters")
struct ParametersTests {
    @Test("the table begins with its titles and the first entries")
    func head() async throws {
        let result = try await Program.run("parameters")
        let words = result.output.split(separator: "\n").prefix(3).map { line in
            line.split(separator: " ", omittingEmptySubsequences: true).prefix(2).joined(separator: " ")
        }
        #expect(words == ["PARAMETER TYPE", "annotations any", "drv string"])
    }

    @Test("JSON is an array of objects with the same keys")
    func json() async throws {
        let rows = try #require(try await Program.run("parameters", "-o", "json").json() as? [[String: Any]])
        let keys: Set = ["path", "type", "category", "default", "component", "suppliedBy", "kinds", "doc"]
        #expect(!rows.isEmpty)
        for row in rows { #expect(Set(row.keys) == keys) }
    }

    @Test("--component leaves the others out, in any case of letters")
    func component() async throws {
        let result = try await Program.run("parameters", "--component", "relay", "-o", "json")
        let rows = try #require(try result.json() as? [[String: Any]])
        #expect(Set(rows.compactMap { $0["component"] as? String }) == ["Relay"])
    }

    @Test("the JSON Schema knows each kind of declaration, and nothing Encapsulated")
    func schema() async throws {
        let document = try #require(try await Program.run("parameters", "-o", "json-schema").json() as? [String: Any])
        let kinds = try #require(document["oneOf"] as? [[String: Any]])
        let names = kinds.compactMap { kind -> String? in
            let properties = kind["properties"] as? [String: [String: Any]]
            return properties?["kind"]?["const"] as? String
        }
        #expect(Set(names).isSuperset(of: ["Automaton", "Configuration"]))
        #expect(try await !Program.run("parameters", "-o", "json-schema").output.contains("\"maskedPaths\""))
    }

    @Test("Markdown has a section for each component that has entries")
    func markdown() async throws {
        let text = try await Program.run("parameters", "-o", "markdown").output
        for component in ["Emergence", "Orchestrator", "Overwatch", "Relay"] {
            #expect(text.contains("## \(component)\n"))
        }
    }
}
