/// How far a copy is.
public struct CopyProgress: Hashable, Sendable {
    /// How many paths are to be copied.
    public var paths: Int
    /// How many bytes their archives have.
    public var bytes: UInt64
    /// How many paths are copied.
    public var pathsDone = 0
    /// How many bytes their archives have.
    public var bytesDone: UInt64 = 0

    /// Nothing is done yet of so much.
    public init(paths: Int, bytes: UInt64) {
        self.paths = paths
        self.bytes = bytes
    }
}

/// What a copy came to.
public struct CopyResult: Hashable, Sendable {
    /// How many paths the closure has.
    public let paths: Int
    /// How many of them were copied; the others were there.
    public let copied: Int
    /// How many bytes the archives of those have that were copied.
    public let bytes: UInt64
}
