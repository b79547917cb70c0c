import Foundation
import Glibc

/// The file that a key ring is kept in: outside the graph, and its owner's alone.
public struct KeyFile: Sendable {
    /// Its path.
    public let path: String

    public init(_ path: String) { self.path = path }

    /// Whether it is there.
    public var exists: Bool { access(path, F_OK) == 0 }

    /// Reads the keys; an empty file is a ring without keys.
    ///
    /// - Throws: ``SealingError`` for a file that isn't there, that others can read or write, or that is no key file.
    public func read() throws(SealingError) -> KeyRing {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        if file < 0, errno == ENOENT { throw .noKeyFile(path: path) }
        guard file >= 0 else { throw failure("read") }
        defer { close(file) }
        try checkOwner(of: file)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("read") }
            guard count > 0 else { break }
            bytes += buffer[..<count]
            guard bytes.count <= 1 << 20 else { throw .badKeyFile(path: path, reason: "it is too large") }
        }
        return try KeyRing(Document(bytes, path: path))
    }

    /// Reads the keys, and makes a file with a new key where there is none, or none in it.
    ///
    /// - Throws: ``SealingError`` as ``read()`` does, and where it can't be written.
    public func readOrCreate() throws(SealingError) -> KeyRing {
        var ring = exists ? try read() : KeyRing()
        guard ring.keys.isEmpty else { return ring }
        ring.addKey()
        try write(ring)
        return ring
    }

    /// Writes the keys: the file is the old or the new one, whole and on the disk, at whatever point this is cut short.
    ///
    /// - Throws: ``SealingError/system(operation:path:code:)``
    public func write(_ ring: KeyRing) throws(SealingError) {
        let temporary = "\(path).\(getpid()).new"
        unlink(temporary)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure("write") }
        defer { close(file) }
        var bytes = Document(ring).bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw abandon(temporary) }
            bytes = bytes.dropFirst(count)
        }
        guard fsync(file) == 0, rename(temporary, path) == 0 else { throw abandon(temporary) }
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    private func checkOwner(of file: Int32) throws(SealingError) {
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure("read") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .badKeyFile(path: path, reason: "it is no plain file") }
        guard status.st_mode & 0o077 == 0 else {
            throw .exposedKeyFile(path: path, reason: "its mode is \(String(status.st_mode & 0o777, radix: 8))")
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw .exposedKeyFile(path: path, reason: "it belongs to user \(status.st_uid)")
        }
    }

    private func failure(_ operation: String) -> SealingError {
        .system(operation: operation, path: path, code: errno)
    }

    private func abandon(_ temporary: String) -> SealingError {
        let failure = failure("write")
        unlink(temporary)
        return failure
    }
}

/// What stands in a key file.
private struct Document: Codable {
    struct Key: Codable {
        var id: String
        var key: Data
    }

    var keys: [Key] = []

    init(_ ring: KeyRing) {
        keys = ring.keys.map { Key(id: $0.id, key: $0.bytes) }
    }

    init(_ bytes: [UInt8], path: String) throws(SealingError) {
        guard !bytes.isEmpty else { return }
        do {
            self = try JSONDecoder().decode(Document.self, from: Data(bytes))
        } catch {
            // What the decoder says could quote the file.
            throw .badKeyFile(path: path, reason: "it isn't the JSON that one is")
        }
        for key in keys where SealingKey(bytes: key.key)?.id != key.id {
            throw .badKeyFile(path: path, reason: "its key '\(key.id)' isn't the one of that id")
        }
    }

    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return Array((try? encoder.encode(self)) ?? Data()) + [UInt8(ascii: "\n")]
    }
}

extension KeyRing {
    fileprivate init(_ document: Document) {
        self.init(document.keys.compactMap { SealingKey(bytes: $0.key) })
    }
}
