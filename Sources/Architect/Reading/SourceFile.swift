/// One file of declarations as it was read: its bytes, not judged yet.
public struct SourceFile: Hashable, Sendable {
    /// The path, as errors and provenance name it; `-` is standard input.
    public var path: String
    /// What the file holds.
    public var bytes: [UInt8]

    /// The folder that relative paths in this file start from.
    public var folder: String

    /// A file in a folder, by default the one that its path names.
    public init(path: String, folder: String? = nil, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        self.folder = folder ?? Self.folder(of: path)
    }

    /// The most that a file of declarations may hold, in bytes.
    public static let maximumSize = 1 << 20

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
