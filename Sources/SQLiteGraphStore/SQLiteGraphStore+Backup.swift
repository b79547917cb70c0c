import ConfigurationGraph
import Foundation
import GRDB
public import GraphStore

extension SQLiteGraphStore {
    /// Copies the whole store, history included, to a file, while it is in use; the file appears whole or not at all.
    ///
    /// - Throws: ``GraphStoreError`` when the file can't be written.
    public func backup(to destination: String) async throws {
        let unfinished = destination + ".unfinished-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: unfinished) }
        try await SQLiteErrors.translated(destination) {
            let copy = try DatabaseQueue(path: unfinished)
            try pool.backup(to: copy)
            try await copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try copy.close()
        }
        guard rename(unfinished, destination) == 0 else {
            throw GraphStoreError.readOnly(path: destination, reason: String(cString: strerror(errno)))
        }
    }

    /// Makes the graph what it is in a backup, as one new revision: the history goes on, and says so.
    ///
    /// - Throws: ``GraphStoreError`` when the file is no store; `TransactionError` never, as a state that was whole
    ///   lands whole.
    @discardableResult
    public func restore(from source: String, author: String) async throws -> Commit {
        guard FileManager.default.fileExists(atPath: source) else {
            throw GraphStoreError.unavailable("\(source) isn't there")
        }
        let wanted = try await SQLiteErrors.translated(source) {
            let copy = try DatabaseQueue(path: source, configuration: Self.readOnly)
            return try await copy.read { database in
                guard try Schema.state(of: database, path: source) > 0 else {
                    throw GraphStoreError.notAStore(path: source, reason: "it is empty")
                }
                return try Self.allNodes(in: database)
            }
        }
        while true {
            let transaction = try await reading { database in
                let present = try Self.allNodes(in: database)
                return Transaction(
                    author: author, roles: Set(Role.allCases), message: "restore \(source)",
                    preconditions: [.graphUnchanged(since: try Schema.newestRevision(database))],
                    puts: Array(wanted.values), deletes: Set(present.keys).subtracting(wanted.keys))
            }
            do { return try await commit(transaction) } catch TransactionError.conflict { continue }
        }
    }

    private static var readOnly: GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        return configuration
    }

    private static func allNodes(in database: Database) throws -> [NodeID: Node] {
        let view = CurrentView(database: database, revision: try Schema.newestRevision(database))
        let nodes = try NodeKind.allCases.flatMap { try view.nodes(of: $0) }
        return Dictionary(uniqueKeysWithValues: nodes.map { ($0.id, $0.node) })
    }
}
