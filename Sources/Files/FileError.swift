import Glibc

/// A system call on a file that failed, in words that name the file.
public struct FileError: Error, Hashable, Sendable {
    /// What was to be done, as "make" or "write".
    public var operation: String
    /// The file's path, as far as it is known.
    public var path: String
    /// The system's error number.
    public var code: Int32

    /// An error of a given number.
    public init(_ operation: String, _ path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// The error of the system call that this thread made last.
    public init(_ operation: String, _ path: String) {
        self.init(operation, path, code: errno)
    }

    /// Whether there was no space left, on the disk or in a quota.
    public var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }
    /// Whether this user may not do it, or nobody may on this file system.
    public var isNotPermitted: Bool { code == EACCES || code == EPERM || code == EROFS }
}

extension FileError: CustomStringConvertible {
    public var description: String { "can't \(operation) \(path): \(String(cString: strerror(code)))" }
}
