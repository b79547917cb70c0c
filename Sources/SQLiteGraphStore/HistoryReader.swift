import ConfigurationGraph
import Foundation
import GRDB
import GraphStore

/// Reads commits back.
struct HistoryReader {
    let database: Database

    /// The commits after a revision, oldest first, at the most `limit`.
    func commits(after: Revision, limit: Int) throws -> [Commit] {
        let rows = try Row.fetchAll(
            database,
            sql:
                "SELECT revision, author, roles, message, time FROM revision WHERE revision > ? ORDER BY revision LIMIT ?",
            arguments: [after.rawValue, limit])
        return try rows.map { row in
            let revision = Revision(row[0])
            let roles: String = row[2]
            return Commit(
                revision: revision, author: row[1],
                roles: Set(roles.split(separator: " ").compactMap { Role(rawValue: String($0)) }),
                message: row[3], time: row[4], changes: try changes(at: revision))
        }
    }

    private func changes(at revision: Revision) throws -> [Commit.Change] {
        let statement = try database.cachedStatement(
            sql: "SELECT kind, name, before, after FROM change WHERE revision = ? ORDER BY kind, name")
        return try Row.fetchAll(statement, arguments: [revision.rawValue]).map { row in
            let id = try CurrentView.id(kind: row[0], name: row[1])
            let before: Data? = row[2]
            let after: Data? = row[3]
            return Commit.Change(
                id: id, before: try before.map { try Node(kind: id.kind, encodedValue: $0) },
                after: try after.map { try Node(kind: id.kind, encodedValue: $0) })
        }
    }
}
