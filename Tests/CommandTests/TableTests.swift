import Foundation
import Processes
import Testing

@Suite("Tables on a terminal")
struct TableTests {
    private func lines(_ output: String) -> [String] {
        output.split(whereSeparator: \.isNewline).map { $0.replacingOccurrences(of: "\r", with: "") }
    }

    @Test(
        "leave out columns until the others fit, in an order of their own",
        arguments: [
            (
                ["ps"], 200,
                ["INSTANCE", "AUTOMATON", "HOST", "STATE", "PID", "RESTARTS", "ADDRESSES", "PORTS", "AGE", "SPEC"]
            ),
            (["ps"], 80, ["INSTANCE", "AUTOMATON", "HOST", "STATE", "PID", "RESTARTS", "ADDRESSES", "PORTS", "AGE"]),
            (["ps"], 70, ["INSTANCE", "AUTOMATON", "STATE", "PID", "RESTARTS", "ADDRESSES", "PORTS", "AGE"]),
            (["ps"], 60, ["INSTANCE", "STATE", "PID", "RESTARTS", "ADDRESSES", "PORTS", "AGE"]),
            (["ps"], 50, ["INSTANCE", "STATE", "PID", "ADDRESSES", "PORTS", "AGE"]),
            (["ps"], 42, ["INSTANCE", "STATE", "ADDRESSES", "PORTS", "AGE"]),
            // What is never left out is cut, or wraps.
            (["ps"], 10, ["INSTANCE", "STATE", "ADDRESSES", "PORTS", "AGE"]),
            (["history"], 200, ["REVISION", "TIME", "AUTHOR", "ROLES", "CHANGES", "MESSAGE"]),
            (["history"], 60, ["REVISION", "TIME", "AUTHOR", "CHANGES", "MESSAGE"]),
            (["history"], 40, ["REVISION", "TIME", "MESSAGE"]),
        ])
    func narrow(words: [String], columns: Int, titles: [String]) async throws {
        let shop = try await StoredShop()
        let result = try await shop.run(words, columns: columns)
        #expect(result.status == 0)
        let lines = lines(result.output)
        #expect(lines.first?.split(separator: " ").map(String.init) == titles)
        if columns >= 40 { #expect(lines.allSatisfy { $0.count <= columns }, "\(lines)") }
    }

    @Test("have every column where there is no terminal, as JSON has every key on one")
    func everything() async throws {
        let shop = try await StoredShop()
        #expect(try await shop.run("ps").output.hasPrefix("INSTANCE  AUTOMATON  HOST"))
        let narrow = try await shop.run("history", "-o", "json", columns: 20)
        for key in ["revision", "time", "author", "roles", "changes", "message"] {
            #expect(narrow.output.contains("\"\(key)\""))
        }
    }
}
