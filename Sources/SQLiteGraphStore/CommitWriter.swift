import ConfigurationGraph
import Foundation
import GRDB
import GraphStore

/// Writes one transaction inside one of SQLite's.
struct CommitWriter {
    let database: Database

    /// Checks a transaction against the newest state and writes what it changes.
    ///
    /// - Throws: `TransactionError` when it can't land; SQLite rolls back then.
    func write(_ transaction: Transaction) throws -> Commit {
        let newest = try Schema.newestRevision(database)
        let changes = try transaction.changes(in: CurrentView(database: database, revision: newest))
        return try write(changes, of: transaction, after: newest)
    }

    private func write(_ changes: [Commit.Change], of transaction: Transaction, after newest: Revision) throws -> Commit
    {
        let commit = Commit(
            revision: changes.isEmpty ? newest : newest.next, author: transaction.author, roles: transaction.roles,
            message: transaction.message, time: Int64(Date().timeIntervalSince1970 * 1000), changes: changes)
        guard !changes.isEmpty else { return commit }
        try database.execute(
            sql: "INSERT INTO revision VALUES (?, ?, ?, ?, ?)",
            arguments: [
                commit.revision.rawValue, commit.author,
                commit.roles.map(\.rawValue).sorted().joined(separator: " "), commit.message, commit.time,
            ])
        for change in changes { try writeNode(change, at: commit.revision) }
        // Edges come after all nodes: they may join nodes of the same transaction.
        for change in changes { try writeEdges(change) }
        for change in changes where change.after == nil { try delete(change.id) }
        return commit
    }

    private func writeNode(_ change: Commit.Change, at revision: Revision) throws {
        let after = try change.after?.encodedValue()
        try database.cachedStatement(sql: "INSERT INTO change VALUES (?, ?, ?, ?, ?)").execute(arguments: [
            change.id.kind.rawValue, change.id.name, revision.rawValue, try change.before?.encodedValue(), after,
        ])
        guard let after else { return }
        try database.cachedStatement(
            sql: """
                INSERT INTO node (kind, name, revision, value) VALUES (?, ?, ?, ?)
                ON CONFLICT (kind, name) DO UPDATE SET revision = excluded.revision, value = excluded.value
                """
        ).execute(arguments: [change.id.kind.rawValue, change.id.name, revision.rawValue, after])
    }

    private func writeEdges(_ change: Commit.Change) throws {
        let edges = change.after?.edges ?? []
        guard edges != change.before?.edges ?? [] else { return }
        let source = try number(of: change.id)
        try database.cachedStatement(sql: "DELETE FROM edge WHERE source = ?").execute(arguments: [source])
        for (position, edge) in edges.enumerated() {
            try database.cachedStatement(sql: "INSERT INTO edge VALUES (?, ?, ?, ?)").execute(arguments: [
                source, position, edge.label.rawValue, try number(of: edge.to),
            ])
        }
    }

    private func delete(_ id: NodeID) throws {
        try database.cachedStatement(sql: "DELETE FROM node WHERE kind = ? AND name = ?")
            .execute(arguments: [id.kind.rawValue, id.name])
    }

    private func number(of id: NodeID) throws -> Int64 {
        let statement = try database.cachedStatement(sql: "SELECT id FROM node WHERE kind = ? AND name = ?")
        guard let number = try Int64.fetchOne(statement, arguments: [id.kind.rawValue, id.name]) else {
            throw GraphStoreError.unavailable("the store has lost \(id)")
        }
        return number
    }
}
