public import ConfigurationGraph
import Foundation
import GRDB
public import GraphStore

/// The graph in one SQLite file, in write-ahead-log mode: many readers and one writer at a time, in any processes.
///
/// **fsync policy.** `synchronous=FULL`: a commit returns when its frames in the log are on the disk, so that what was
/// acknowledged outlives a power cut. `NORMAL` would be faster by that one fsync and could lose the last commits,
/// which breaks the promise: an instance could run that no revision knows. Checkpoints are SQLite's own.
///
/// **Locks.** A write begins with `BEGIN IMMEDIATE` and waits its turn for half a minute, so nobody sees
/// `database is locked`; readers never wait.
public struct SQLiteGraphStore: GraphStore {
    /// Where the file is.
    public let path: String
    let pool: DatabasePool
    private let notice: CommitNotice

    /// Opens a store, and makes it where there is none.
    ///
    /// - Throws: ``GraphStoreError``: the file is of a newer version, is no store, or can't be written.
    public init(path: String) throws {
        self.path = path
        pool = try SQLiteErrors.translated(path) {
            try Self.checkPlace(of: path)
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            try Schema.prepare(pool, path: path)
            return pool
        }
        notice = CommitNotice(path: path + "-commits")
    }

    private static var configuration: GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF")
        }
        return configuration
    }

    /// Says why a file can't be made where SQLite would only say that it can't open it.
    private static func checkPlace(of path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder) else {
            throw GraphStoreError.unavailable("the folder \(folder) isn't there")
        }
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw GraphStoreError.readOnly(path: path, reason: "no permission to write in \(folder)")
        }
    }

    public func revision() async throws -> Revision {
        try await reading { try Schema.newestRevision($0) }
    }

    public func read<Value: Sendable>(
        at revision: Revision?, _ body: @escaping @Sendable (any GraphView) throws -> Value
    ) async throws -> Value {
        try await reading { database in
            let newest = try Schema.newestRevision(database)
            guard let revision, revision != newest else {
                return try body(CurrentView(database: database, revision: newest))
            }
            guard revision >= .zero, revision < newest else {
                throw GraphStoreError.noSuchRevision(revision, newest: newest)
            }
            return try body(PastView(database: database, revision: revision))
        }
    }

    @discardableResult
    public func commit(_ transaction: Transaction) async throws -> Commit {
        let path = path
        let commit = try await SQLiteErrors.translated(path) {
            try await pool.write { try CommitWriter(database: $0).write(transaction) }
        }
        if !commit.changes.isEmpty { notice.post() }
        return commit
    }

    public func history(after: Revision, limit: Int) async throws -> [Commit] {
        try await reading { try HistoryReader(database: $0).commits(after: after, limit: limit) }
    }

    public func watch(after: Revision) -> AsyncThrowingStream<Commit, any Error> {
        AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    var last = after
                    for try await _ in notice.notices() {
                        for commit in try await history(after: last, limit: .max) {
                            continuation.yield(commit)
                            last = commit.revision
                        }
                    }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    func reading<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        let path = path
        return try await SQLiteErrors.translated(path) { try await pool.read(body) }
    }
}
