import GRDB
import GraphStore

/// Says SQLite's errors in the words of the store's promise.
enum SQLiteErrors {
    /// How long a lock is waited for, in seconds. A writer holds it for milliseconds.
    static let patience = 30.0

    /// Runs a body and translates what SQLite throws.
    static func translated<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as DatabaseError { throw translation(of: error, path: path) }
    }

    /// Runs a body and translates what SQLite throws.
    static func translated<Value: Sendable>(_ path: String, _ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let error as DatabaseError { throw translation(of: error, path: path) }
    }

    private static func translation(of error: DatabaseError, path: String) -> GraphStoreError {
        let reason = error.message ?? "SQLite's error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: return .notAStore(path: path, reason: reason)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
            return .readOnly(path: path, reason: reason)
        case .SQLITE_FULL: return .diskFull(path: path)
        case .SQLITE_BUSY:
            return .unavailable("\(path): another process has been writing for \(Int(patience)) s; is it stopped?")
        default: return .unavailable("\(path): \(reason)")
        }
    }
}
