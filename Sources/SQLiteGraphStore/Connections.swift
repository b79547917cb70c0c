import Foundation
import GRDB
import GraphStore
import Synchronization

/// One process's connections to a store: some that only read, and one that writes, opened when it is first needed.
///
/// GRDB's own pool begins with a connection that writes, and to be sure that there is a log it writes something and
/// waits for the disk, again and again, as the last to close empties the log and removes it. A command that only asks
/// would pay for all of that. So readers are a pool of read-only connections here; they leave the log where it is, and
/// SQLite empties it as it grows (`wal_autocheckpoint`).
final class Connections: Sendable {
    let readers: DatabasePool
    private let path: String
    private let opened = Mutex<DatabaseQueue?>(nil)

    /// - Parameter isPrepared: whether the file has this version's tables; else they are made.
    init(path: String, isPrepared: Bool) throws {
        self.path = path
        if !isPrepared {
            let writer = try Self.openWriter(path)
            try writer.inDatabase { database in
                try Schema.prepare(database, path: path)
                // The file's header tells the version from now on, without a look into the log.
                try database.execute(sql: "PRAGMA wal_checkpoint")
            }
            opened.withLock { $0 = writer }
        }
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        // They give their memory back without being closed.
        configuration.persistentReadOnlyConnections = true
        configuration.busyMode = .timeout(SQLiteErrors.patience)
        readers = try DatabasePool(path: path, configuration: configuration)
    }

    /// The connection that writes.
    func writer() throws -> DatabaseQueue {
        try opened.withLock { opened in
            if let opened { return opened }
            let writer = try Self.openWriter(path)
            opened = writer
            return writer
        }
    }

    /// Copies the log into the file and empties it where a commit has made it long, unless somebody reads just now.
    ///
    /// Whoever opens a store that nobody else has open reads the whole log first, copied or not. After a commit of 20,000
    /// derivations that takes longer than most commands.
    func shortenLog() async {
        var status = stat()
        guard stat(path + "-wal", &status) == 0, status.st_size > Self.longLog else { return }
        // What was committed has landed: the log is only longer than need be where this fails.
        try? await writer().writeWithoutTransaction { database in
            defer { try? database.execute(sql: "PRAGMA busy_timeout = \(Int(SQLiteErrors.patience * 1000))") }
            try database.execute(sql: "PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }

    /// Gives the pages back that are kept of the file.
    func giveMemoryBack() {
        readers.releaseMemoryEventually()
        opened.withLock { $0 }?.releaseMemory()
    }

    /// In bytes; twice what SQLite itself lets it grow to before it is copied and written from the beginning again.
    private static let longLog = 8 << 20

    /// Closes the connection that writes before those that read: the last to close would empty the log, which takes
    /// several waits for the disk, and one that reads can't.
    deinit {
        try? opened.withLock { try $0?.close() }
    }

    private static func openWriter(_ path: String) throws -> DatabaseQueue {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(SQLiteErrors.patience)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { database in
            try turnOnLog(database)
            try database.execute(sql: "PRAGMA synchronous = FULL")
        }
        return queue
    }

    /// Several processes may make one store at once: turning the log on takes a lock that SQLite doesn't wait for.
    private static func turnOnLog(_ database: Database) throws {
        let deadline = ContinuousClock.now + .seconds(SQLiteErrors.patience)
        while true {
            do {
                return try database.execute(sql: "PRAGMA journal_mode = WAL")
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && .now < deadline {
                usleep(5_000)
            }
        }
    }
}
