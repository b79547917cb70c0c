import CLinux
import Glibc

/// Extended attributes of files, those of symbolic links themselves included.
enum ExtendedAttributes {
    /// Gives a file all that another has.
    static func copy(from source: String, to target: String) throws(RuntimeError) {
        for name in try names(of: source) {
            let value = try bytes(of: source) { lgetxattr(source, name, $0, $1) }
            let answer = lsetxattr(target, name, value, value.count, 0)
            try checkErrno(answer, "set the attribute \(name) of", target)
        }
    }

    /// The number in an attribute; nil if the file has no such attribute.
    static func number(_ name: String, of path: String) -> UInt32? {
        guard let value = try? bytes(of: path, read: { lgetxattr(path, name, $0, $1) }) else { return nil }
        return UInt32(String(decoding: value, as: UTF8.self))
    }

    /// Keeps a number in an attribute.
    static func set(_ name: String, to number: UInt32, of path: String) throws(RuntimeError) {
        let value = Array(String(number).utf8)
        try checkErrno(lsetxattr(path, name, value, value.count, 0), "set the attribute \(name) of", path)
    }

    private static func names(of path: String) throws(RuntimeError) -> [String] {
        try bytes(of: path) { buffer, size in
            llistxattr(path, buffer?.assumingMemoryBound(to: CChar.self), size)
        }
        .split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Asks for the size, then for the bytes.
    private static func bytes(
        of path: String, read: (UnsafeMutableRawPointer?, Int) -> Int
    ) throws(RuntimeError) -> [UInt8] {
        let size = read(nil, 0)
        if size < 0, errno == EOPNOTSUPP { return [] }
        guard size >= 0 else { throw .system(operation: "read the attributes of", path: path, code: errno) }
        if size == 0 { return [] }
        var buffer = [UInt8](repeating: 0, count: size)
        let count = buffer.withUnsafeMutableBytes { read($0.baseAddress, $0.count) }
        guard count >= 0 else { throw .system(operation: "read the attributes of", path: path, code: errno) }
        return Array(buffer[..<count])
    }
}
