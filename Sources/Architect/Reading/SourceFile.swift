/// One file of declarations as it was read: its bytes, not judged yet.
public struct SourceFile: Hashable, Sendable {
    /// The path, as errors and provenance name it; `-` is standard input.
    public var path: String
    /// What the file holds.
    public var bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// A file of a given text.
    public init(path: String, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }

    /// The most that a file of declarations may hold, in bytes.
    public static let maximumSize = 1 << 20

    /// The folder that relative paths in this file start from.
    public var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
