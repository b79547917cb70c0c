/// What is in an archive, without the contents: what `nix nar ls --json -R` says, and a cache's `.ls` files.
///
/// The entries are in the archive's order, each folder before what is in it; nothing recurses, whatever the depth.
public struct NARListing: Hashable, Sendable {
    /// A file, folder or link.
    public struct Entry: Hashable, Sendable {
        /// How many folders it is in; 0 for the root.
        public let depth: Int
        /// Its name; empty for the root.
        public let name: ByteString
        /// What it is.
        public let node: Node
    }

    /// What an entry is.
    public enum Node: Hashable, Sendable {
        case directory
        case file(NARFile)
        case symlink(target: ByteString)
    }

    /// Everything in the archive, the root first.
    public private(set) var entries: [Entry] = []
    private var depth = 0
    private var name: ByteString = ""

    /// A listing of an archive of which nothing was told yet.
    public init() {}

    /// Adds what an archive tells.
    public mutating func add(_ event: NAREvent) {
        switch event {
        case .directory:
            append(.directory)
            depth += 1
        case .file(let file): append(.file(file))
        case .symlink(let target): append(.symlink(target: target))
        case .entry(let name): self.name = name
        case .endOfDirectory: depth -= 1
        case .contents, .endOfFile: break
        }
    }

    /// Adds a whole archive that is at hand.
    public init(archive: [UInt8], limits: NARLimits = NARLimits()) throws {
        var listing = NARListing()
        var reader = NARReader(limits: limits)
        try archive.withUnsafeBytes { bytes in
            try reader.read(bytes) { listing.add($0) }
        }
        try reader.finish()
        self = listing
    }

    private mutating func append(_ node: Node) {
        entries.append(Entry(depth: depth, name: name, node: node))
    }
}
