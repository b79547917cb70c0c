import ConfigurationGraph
import Foundation
import GRDB
import GraphStore

/// Writes one transaction inside one of SQLite's.
struct CommitWriter {
    private let database: Database
    let newest: CurrentView
    private var numbers: [NodeID: Int64] = [:]

    init(_ database: Database) throws {
        self.database = database
        newest = try CurrentView(database)
    }

    /// Checks a transaction against the newest state and writes what it changes.
    ///
    /// - Throws: `TransactionError` when it can't land; SQLite rolls back then.
    mutating func write(_ transaction: Transaction) throws -> Commit {
        let changes = try transaction.changes(in: newest, lease: LeaseRows(database: database).lease)
        let commit = Commit(
            revision: changes.isEmpty ? newest.revision : newest.revision.next, author: transaction.author,
            roles: transaction.roles, message: transaction.message,
            time: Int64(Date().timeIntervalSince1970 * 1000), changes: changes)
        guard !changes.isEmpty else { return commit }
        try writeRevision(commit)
        for change in changes { try writeNode(change, at: commit.revision) }
        // Edges come after all nodes: they may join nodes of the same transaction.
        for change in changes { try writeEdges(change, at: commit.revision) }
        return commit
    }

    private func writeRevision(_ commit: Commit) throws {
        try database.execute(
            sql: "INSERT INTO revision VALUES (?, ?, ?, ?, ?)",
            arguments: [
                commit.revision.rawValue, commit.author,
                commit.roles.map(\.rawValue).sorted().joined(separator: " "), commit.message, commit.time,
            ])
    }

    private mutating func writeNode(_ change: Commit.Change, at revision: Revision) throws {
        let number = try number(of: change.id)
        let value = try change.after?.encodedValue()
        try execute(
            "INSERT INTO change (node, revision, value) VALUES (?, ?, ?)", [number, revision.rawValue, value])
        if let after = change.after, let value {
            try execute(
                "INSERT OR REPLACE INTO node (id, revision, size, value) VALUES (?, ?, ?, ?)",
                [number, revision.rawValue, after.size ?? 0, value])
        } else {
            try execute("DELETE FROM node WHERE id = ?", [number])
        }
    }

    /// Edges that go on keep the revision since which they are; those that end move to the past.
    private mutating func writeEdges(_ change: Commit.Change, at revision: Revision) throws {
        let before = change.before?.edges ?? []
        let after = change.after?.edges ?? []
        guard before != after else { return }
        let source = try number(of: change.id)
        let since = try before.isEmpty ? [:] : beginnings(of: source, before)
        try execute("DELETE FROM edge WHERE source = ?", [source])
        for (position, edge) in after.enumerated() {
            try execute(
                "INSERT INTO edge (source, position, label, target, since) VALUES (?, ?, ?, ?, ?)",
                [source, position, edge.label.rawValue, try number(of: edge.to), since[edge] ?? revision.rawValue])
        }
        // An edge that a migration found no end for was never written, and has no past.
        for edge in Set(before).subtracting(after) where since[edge] != nil {
            try execute(
                "INSERT INTO past_edge (target, until, source, label, since) VALUES (?, ?, ?, ?, ?)",
                [try number(of: edge.to), revision.rawValue, source, edge.label.rawValue, since[edge]])
        }
    }

    /// Since when each edge of a node is; a row's position is its place among the node's edges.
    private func beginnings(of source: Int64, _ edges: [Edge]) throws -> [Edge: Int64] {
        let statement = try database.cachedStatement(sql: "SELECT position, since FROM edge WHERE source = ?")
        let rows = try Row.fetchAll(statement, arguments: [source])
        let beginnings = rows.compactMap { row -> (Edge, Int64)? in
            let position: Int = row[0]
            return edges.indices.contains(position) ? (edges[position], row[1]) : nil
        }
        return Dictionary(beginnings, uniquingKeysWith: { first, _ in first })
    }

    /// The node's number, which it gets when it is first written and keeps ever after.
    private mutating func number(of id: NodeID) throws -> Int64 {
        if let known = numbers[id] { return known }
        let statement = try database.cachedStatement(sql: "SELECT id FROM name WHERE kind = ? AND name = ?")
        let found = try Int64.fetchOne(statement, arguments: id.key)
        if found == nil { try execute("INSERT INTO name (kind, name) VALUES (?, ?)", id.key) }
        let number = found ?? database.lastInsertedRowID
        numbers[id] = number
        return number
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
