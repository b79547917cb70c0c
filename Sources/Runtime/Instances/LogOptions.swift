/// How much of an instance's output is kept.
public struct LogOptions: Hashable, Sendable, Codable {
    /// The most that one file holds, in bytes; 0 for no limit.
    public var maximumSize: Int64
    /// How many files are kept, the one that's written to included.
    public var maximumFiles: Int

    public init(maximumSize: Int64, maximumFiles: Int) {
        self.maximumSize = maximumSize
        self.maximumFiles = maximumFiles
    }
}
