public import ConfigurationGraph
import Foundation
import GRDB
public import GraphStore

/// The graph in one SQLite file, in write-ahead-log mode: many readers and one writer at a time, in any processes.
///
/// **fsync policy.** `synchronous=FULL`: a commit returns when its frames in the log are on the disk, so that what was
/// acknowledged outlives a power cut. `NORMAL` would be faster by that one fsync and could lose the last commits,
/// which breaks the promise: an instance could run that no revision knows. Checkpoints are SQLite's own, as the log grows.
/// A lease that is renewed, and what is measured, is written under `NORMAL`: it outlives the process, and after a power cut
/// its holder is gone as well.
///
/// **Locks.** A write begins with `BEGIN IMMEDIATE` and waits its turn for half a minute, so nobody sees
/// `database is locked`; readers never wait for a writer.
public struct SQLiteGraphStore: GraphStore {
    /// Where the file is.
    public let path: String
    let connections: Connections
    private let notice: CommitNotice

    /// Opens a store, and makes it where there is none.
    ///
    /// - Throws: ``GraphStoreError``: the file is of a newer version, is no store, or can't be written.
    public init(path: String) throws {
        self.path = path
        let file = StoreFile(path: path)
        let isPrepared = try file.check()
        if !isPrepared { try file.make() }
        connections = try SQLiteErrors.translated(path) { try Connections(path: path, isPrepared: isPrepared) }
        notice = CommitNotice(path: path + "-commits")
    }

    public func revision() async throws -> Revision {
        try await reading { $0.revision }
    }

    public func read<Value: Sendable>(
        at revision: Revision?, _ body: @escaping @Sendable (any GraphView) throws -> Value
    ) async throws -> Value {
        try await reading { newest in
            guard let revision, revision != newest.revision else { return try body(newest) }
            guard revision >= .zero, revision < newest.revision else {
                throw GraphStoreError.noSuchRevision(revision, newest: newest.revision)
            }
            return try body(PastView(database: newest.database, revision: revision))
        }
    }

    @discardableResult
    public func commit(_ transaction: Transaction) async throws -> Commit {
        try await writing { writer, _ in try writer.write(transaction) }
    }

    public func giveMemoryBack() { connections.giveMemoryBack() }

    public func history(after: Revision, limit: Int) async throws -> [Commit] {
        try await reading { try HistoryReader(database: $0.database).commits(after: after, limit: limit) }
    }

    public func watch(after: Revision) -> AsyncThrowingStream<Commit, any Error> {
        let follower = CommitFollower(store: self, notices: notice.notices(), after: after)
        return AsyncThrowingStream { try await follower.next() }
    }

    /// Reads in one transaction of SQLite's: one state, whatever is committed meanwhile.
    func reading<Value: Sendable>(_ body: @escaping @Sendable (CurrentView) throws -> Value) async throws -> Value {
        try await SQLiteErrors.translated(path) { try await connections.readers.read { try body(CurrentView($0)) } }
    }

    /// Writes while nobody else does, and tells the watchers when it is done.
    func writing(
        _ body: @escaping @Sendable (inout CommitWriter, CurrentView) throws -> Commit
    ) async throws -> Commit {
        let commit = try await SQLiteErrors.translated(path) {
            try await connections.writer().write { database in
                var writer = try CommitWriter(database)
                return try body(&writer, writer.newest)
            }
        }
        if !commit.changes.isEmpty { notice.post() }
        await connections.shortenLog()
        return commit
    }

    /// Writes what is no revision, which nobody is told of.
    ///
    /// - Parameter durably: whether to wait for the disk.
    func writingBeside<Value: Sendable>(
        durably: Bool, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await SQLiteErrors.translated(path) {
            try await connections.writer().writeWithoutTransaction { database in
                if !durably { try database.execute(sql: "PRAGMA synchronous = NORMAL") }
                let result = Result { try Self.transaction(in: database, body) }
                if !durably { try database.execute(sql: "PRAGMA synchronous = FULL") }
                return try result.get()
            }
        }
    }

    private static func transaction<Value>(in database: Database, _ body: (Database) throws -> Value) throws -> Value {
        var value: Value?
        try database.inTransaction(.immediate) {
            value = try body(database)
            return .commit
        }
        guard let value else { throw GraphStoreError.unavailable("SQLite committed nothing") }
        return value
    }
}
