import Foundation
import Processes

/// The host's IPv4 firewall, by the iptables program.
struct IPTables: Hashable, Sendable {
    let program: String

    /// What a rule is about.
    enum Table: String {
        /// Address translation.
        case nat
        /// What may arrive and go on.
        case filter
    }

    /// Finds the program.
    static func find() -> IPTables? {
        let folders = ["/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/bin"]
        return folders.map { "\($0)/iptables" }.first(where: FileManager.default.isExecutableFile).map(IPTables.init)
    }

    /// The rules of a table, as `iptables -S` prints them.
    func rules(in table: Table = .nat) async throws(RelayError) -> [String] {
        try await run(program, ["-w", "-t", table.rawValue, "-S"], input: "").split(separator: "\n").map(String.init)
    }

    /// Adds a rule of address translation at the end of its chain.
    func append(_ rule: [String]) async throws(RelayError) {
        try await run(program, ["-w", "-t", Table.nat.rawValue, "-A"] + rule, input: "")
    }

    /// Changes rules and chains of a table in one transaction.
    ///
    /// - Parameter lines: in the language of iptables-restore(8): `-D CHAIN RULE`, `-F CHAIN`, `-X CHAIN`.
    func restore(_ lines: [String], in table: Table = .nat) async throws(RelayError) {
        guard !lines.isEmpty else { return }
        let text = (["*\(table.rawValue)"] + lines + ["COMMIT", ""]).joined(separator: "\n")
        try await run("\(program)-restore", ["--noflush", "-w"], input: text)
    }

    @discardableResult
    private func run(_ program: String, _ words: [String], input: String) async throws(RelayError) -> String {
        do {
            return try await Command(program, words, input: Array(input.utf8)).output()
        } catch {
            throw .system(action: "change the host's firewall", reason: "\(error)")
        }
    }
}
