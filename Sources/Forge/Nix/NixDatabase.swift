import Foundation
import GRDB
import Glibc
import Nix
import OCIImages

/// What Nix's own database says of a store's paths (Nix, `libstore/schema.sql`): read, never written.
///
/// It is asked without Nix, so a store that was copied from another machine answers as well.
final class NixDatabase {
    private let queue: DatabaseQueue
    private let path: String

    /// Opens the database of a store; nil if it has none.
    ///
    /// - Throws: ``NixForgeError/database(path:reason:)``.
    init?(of folder: NixStoreFolder) throws {
        path = folder.database
        guard access(path, F_OK) == 0 else { return nil }
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(30)
        do {
            queue = try DatabaseQueue(path: Self.name(of: path), configuration: configuration)
        } catch {
            throw NixForgeError.database(path: path, reason: "\(error)")
        }
    }

    /// The database as SQLite is to open it: where nobody can write, it needs no locks, and couldn't make their files. What
    /// wasn't taken into the database yet would be missed then, so it is left to SQLite to say whether it can be read.
    private static func name(of path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        var status = stat()
        let isWhole = stat("\(path)-wal", &status) != 0 || status.st_size == 0
        guard isWhole, access(folder, W_OK) != 0, errno == EROFS else { return path }
        return URL(fileURLWithPath: path).absoluteString + "?immutable=1"
    }

    /// What the store knows of each of some paths and of all that they refer to; nothing of paths that it doesn't have.
    ///
    /// - Throws: ``NixForgeError/incomplete(_:neededBy:)`` if it knows a path and not all that it refers to;
    ///   ``NixForgeError/database(path:reason:)``.
    func closure(of paths: [StorePath]) throws -> [StorePath: StorePathInfo] {
        try reading { database in
            var found: [StorePath: StorePathInfo] = [:]
            var open: [(path: StorePath, neededBy: StorePath?)] = paths.map { ($0, nil) }
            while let (path, neededBy) = open.popLast() {
                guard found[path] == nil else { continue }
                guard let info = try self.info(of: path, in: database) else {
                    if let neededBy { throw NixForgeError.incomplete(path, neededBy: neededBy) }
                    continue
                }
                found[path] = info
                open += info.references.map { ($0, path) }
            }
            return found
        }
    }

    /// The derivation that put out a path; nil if the database has none.
    ///
    /// - Throws: ``NixForgeError/database(path:reason:)``.
    func deriver(of path: StorePath) throws -> StorePath? {
        try reading { try self.info(of: path, in: $0)?.deriver }
    }

    private func reading<Value>(_ work: (Database) throws -> Value) throws -> Value {
        do {
            return try queue.read(work)
        } catch let error as NixForgeError {
            throw error
        } catch {
            throw NixForgeError.database(path: path, reason: "\(error)")
        }
    }

    private func info(of path: StorePath, in database: Database) throws -> StorePathInfo? {
        let store = StoreDirectory.standard
        let statement = try database.cachedStatement(
            sql: "SELECT id, hash, narSize, deriver, sigs, ca FROM ValidPaths WHERE path = ?")
        guard let row = try Row.fetchOne(statement, arguments: [store.path(of: path)]) else { return nil }
        let references = try database.cachedStatement(
            sql: "SELECT path FROM Refs JOIN ValidPaths ON id = reference WHERE referrer = ?")
        let id: Int64 = row[0]
        let size: Int64? = row[2]
        guard let hash: String = row[1], let size, size >= 0 else {
            throw NixForgeError.database(path: self.path, reason: "it has no size of \(path)")
        }
        let (deriver, signatures, address): (String?, String?, String?) = (row[3], row[4], row[5])
        return StorePathInfo(
            path: path, narHash: try Hash(hash, algorithm: .sha256), narSize: UInt64(size),
            references: Set(try String.fetchAll(references, arguments: [id]).map { try store.storePath($0) }),
            deriver: try deriver.map { try store.storePath($0) },
            contentAddress: try address.flatMap { try $0.isEmpty ? nil : ContentAddress($0) },
            signatures: try (signatures ?? "").split(separator: " ").map { try Signature(String($0)) })
    }
}
