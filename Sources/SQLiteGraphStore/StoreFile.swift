import Foundation
import GRDB
import GraphStore

/// Looks at a file before it is opened as a store, so that nothing else's file is ever changed, and that what is wrong
/// with its place is said in words of its own.
struct StoreFile {
    let path: String

    /// Checks that a store can be opened here, or made.
    ///
    /// - Returns: whether the file is a store of this version that needs no preparing.
    /// - Throws: ``GraphStoreError``.
    @discardableResult
    func check() throws -> Bool {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw GraphStoreError.unavailable("the folder \(folder) isn't there")
        }
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard !isFolder.boolValue else { throw GraphStoreError.notAStore(path: path, reason: "it is a folder") }
            guard isWritable(path) else { throw GraphStoreError.readOnly(path: path, reason: Self.lastReason) }
        }
        guard isWritable(folder) else { throw GraphStoreError.readOnly(path: path, reason: Self.lastReason) }
        return FileManager.default.fileExists(atPath: path) ? try isCurrent() : false
    }

    /// Makes an empty file where there is none, which its owner alone can read, as what is declared may be nobody else's
    /// business; SQLite gives its log the same rights.
    ///
    /// - Throws: ``GraphStoreError/readOnly(path:reason:)``.
    func make() throws {
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw GraphStoreError.readOnly(path: path, reason: Self.lastReason) }
        close(file)
    }

    /// Asks the kernel and not the mode bits: the file system may be mounted read-only, which holds for root as well.
    private func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

    private static var lastReason: String { String(cString: strerror(errno)) }

    /// The numbers in SQLite's header (sqlite.org/fileformat2.html, 1.3) tell a store of this version at once.
    /// They may stand in the log still; only then the file is opened, for reading, and asked.
    ///
    /// - Throws: ``GraphStoreError`` for what is no store, or one of a newer version.
    private func isCurrent() throws -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw GraphStoreError.readOnly(path: path, reason: Self.lastReason)
        }
        defer { try? file.close() }
        let header = [UInt8](try file.read(upToCount: 100) ?? Data())
        if header.isEmpty { return false }
        if header.count == 100, number(in: header, at: 68) == Schema.applicationID,
            number(in: header, at: 60) == Schema.version, header[18...19].allSatisfy({ $0 == Self.writeAheadLog })
        {
            return true
        }
        _ = try Self.reading(path) { try Schema.state(of: $0, path: path) }
        return false
    }

    /// The header's version for reading and for writing where there is a write-ahead log.
    private static let writeAheadLog: UInt8 = 2

    private func number(in header: [UInt8], at offset: Int) -> Int {
        header[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Reads a store's file without ever writing to it.
    static func reading<Value>(_ path: String, _ body: (Database) throws -> Value) throws -> Value {
        try SQLiteErrors.translated(path) {
            var configuration = GRDB.Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(30)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read(body)
        }
    }
}
