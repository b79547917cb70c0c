import Foundation
import Processes

/// The host's IPv4 address translation, by the iptables program.
struct IPTables: Hashable, Sendable {
    let program: String

    /// Finds the program.
    static func find() -> IPTables? {
        let folders = ["/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/bin"]
        return folders.map { "\($0)/iptables" }.first(where: FileManager.default.isExecutableFile).map(IPTables.init)
    }

    /// The rules of the nat table, as `iptables -S` prints them.
    func rules() async throws(RelayError) -> [String] {
        try await run(["-S"]).split(separator: "\n").map(String.init)
    }

    /// Adds a rule at the end of its chain.
    func append(_ rule: [String]) async throws(RelayError) { _ = try await run(["-A"] + rule) }

    /// Removes rules and chains in one transaction.
    ///
    /// - Parameter lines: in the language of iptables-restore(8): `-D CHAIN RULE`, `-F CHAIN`, `-X CHAIN`.
    func restore(_ lines: [String]) async throws(RelayError) {
        guard !lines.isEmpty else { return }
        let text = (["*nat"] + lines + ["COMMIT", ""]).joined(separator: "\n")
        try await run("\(program)-restore", ["--noflush", "-w"], input: text)
    }

    private func run(_ words: [String]) async throws(RelayError) -> String {
        try await run(program, ["-w", "-t", "nat"] + words, input: "")
    }

    @discardableResult
    private func run(_ program: String, _ words: [String], input: String) async throws(RelayError) -> String {
        do {
            return try await Command(program, words, input: Array(input.utf8)).output()
        } catch {
            throw .system(action: "change the host's address translation", reason: "\(error)")
        }
    }
}
