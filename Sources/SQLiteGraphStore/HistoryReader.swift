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
            sql: """
                SELECT revision, author, roles, message, time FROM revision
                WHERE revision > ? ORDER BY revision LIMIT ?
                """,
            arguments: [after.rawValue, max(0, limit)])
        return try rows.map { row in
            let roles: String = row[2]
            return Commit(
                revision: Revision(row[0]), author: row[1],
                roles: Set(roles.split(separator: " ").compactMap { Role(rawValue: String($0)) }),
                message: row[3], time: row[4], changes: try changes(at: Revision(row[0])))
        }
    }

    /// A change's value is what the node became; what it was is the value of the change before.
    private func changes(at revision: Revision) throws -> [Commit.Change] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT name.kind, name.name, change.value, (
                    SELECT earlier.value FROM change AS earlier
                    WHERE earlier.node = change.node AND earlier.revision < change.revision
                    ORDER BY earlier.revision DESC LIMIT 1)
                FROM change JOIN name ON name.id = change.node
                WHERE change.revision = ? ORDER BY name.kind, name.name
                """)
        return try Row.fetchAll(statement, arguments: [revision.rawValue]).map { row in
            let id = try NodeID(kind: row[0], name: row[1])
            let after: Data? = row[2]
            let before: Data? = row[3]
            return Commit.Change(
                id: id, before: try before.map { try Node(kind: id.kind, encodedValue: $0) },
                after: try after.map { try Node(kind: id.kind, encodedValue: $0) })
        }
    }
}
