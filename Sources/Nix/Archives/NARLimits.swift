/// What an archive may hold.
public struct NARLimits: Hashable, Sendable {
    /// How many folders may be in one another. By default more than fit into a path of Linux (PATH_MAX).
    public var depth: Int
    /// How many bytes the archive may have: its `NarSize`, where that is known.
    public var size: UInt64
    /// Whether two entries of a folder may differ in upper and lower case alone, which some file systems can't hold.
    public var allowsCaseClashes: Bool

    /// How long a name may be, in bytes (NAME_MAX).
    static let name = 255
    /// How long a link's target may be, in bytes (PATH_MAX less the NUL).
    static let target = 4095
    /// How long any other token is at the most, in bytes.
    static let keyword = 16

    /// Limits that nothing exceeds which Linux could hold.
    public init(depth: Int = 2048, size: UInt64 = .max, allowsCaseClashes: Bool = true) {
        self.depth = depth
        self.size = size
        self.allowsCaseClashes = allowsCaseClashes
    }
}
