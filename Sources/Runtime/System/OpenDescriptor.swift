import CLinux
import Glibc

/// A file descriptor that is closed when nobody holds it any more.
final class OpenDescriptor: Sendable {
    let number: Int32

    /// Takes over an open descriptor.
    init(_ number: Int32) {
        self.number = number
    }

    /// Opens a path.
    init(path: String, _ flags: Int32, mode: mode_t = 0) throws(RuntimeError) {
        number = try checkErrno(open(path, flags | O_CLOEXEC, mode), "open", path)
    }

    deinit {
        close(number)
    }

    /// Both ends of a new pipe, neither of which a child inherits by itself.
    static func pipe() throws(RuntimeError) -> (read: OpenDescriptor, write: OpenDescriptor) {
        var ends: [Int32] = [-1, -1]
        try check(clinux_pipe(&ends), "make", "a pipe")
        return (OpenDescriptor(ends[0]), OpenDescriptor(ends[1]))
    }

    /// What can be read now, at most `limit` bytes; empty at the end.
    func readSome(_ limit: Int = 64 << 10) throws(RuntimeError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: limit)
        while true {
            let count = read(number, &buffer, limit)
            if count >= 0 { return Array(buffer[..<count]) }
            if errno != EINTR { throw .system(operation: "read", path: "descriptor \(number)", code: errno) }
        }
    }

    /// Writes all bytes.
    func writeAll(_ bytes: some Sequence<UInt8>, path: String) throws(RuntimeError) {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw .system(operation: "write", path: path, code: errno)
            }
        }
    }
}
