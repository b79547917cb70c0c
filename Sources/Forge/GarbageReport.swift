/// What was removed, or would be.
public struct GarbageReport: Hashable, Sendable, Codable {
    /// One thing that nobody needs.
    public struct Item: Hashable, Sendable, Codable {
        /// `node`, `blob`, `snapshot`, `storePath`, `log`, or `leftover` for what a command that was killed left unfinished.
        public var kind: String
        /// A node's name, a digest, or the name of a file.
        public var name: String
        /// Its length on the disk.
        public var bytes: Int64
    }

    /// What was removed: nodes, blobs, snapshots, leftovers, each sorted by name.
    public var removed: [Item]
    /// The length of everything, in bytes.
    public var bytes: Int64 { removed.reduce(0) { $0 + $1.bytes } }
}
