import Foundation
import Glibc

/// One file of a log, read from where the last read ended. Used by one task at a time.
final class LogFile {
    private static let blockSize = 1 << 16

    let inode: UInt64
    private let descriptor: Int32
    /// Where the next read begins.
    var offset = 0

    /// Opens a file; nil if there is none.
    init?(path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw LogError.unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        var status = stat()
        fstat(descriptor, &status)
        self.descriptor = descriptor
        inode = UInt64(status.st_ino)
    }

    deinit { close(descriptor) }

    static func inode(of path: String) -> UInt64? {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_ino) : nil
    }

    var size: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// The next bytes; nil if there are none. A file that has become shorter was begun anew, and is read anew.
    func read() throws -> [UInt8]? {
        if size < offset { offset = 0 }
        let bytes = try bytes(at: offset, count: Self.blockSize)
        offset += bytes.count
        return bytes.isEmpty ? nil : bytes
    }

    /// Gives the last bytes back.
    func unread(_ count: Int) { offset -= count }

    func bytes(at offset: Int, count: Int) throws -> [UInt8] {
        var reason: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let result = pread(descriptor, buffer.baseAddress, count, off_t(offset))
            filled = max(result, 0)
            reason = result < 0 ? errno : 0
        }
        guard reason == 0 else {
            throw LogError.unreadable(path: "the log", reason: String(cString: strerror(reason)))
        }
        return bytes
    }
}

/// Why a log can't be read.
public enum LogError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String, reason: String)

    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "can't read \(path): \(reason)"
        }
    }
}
