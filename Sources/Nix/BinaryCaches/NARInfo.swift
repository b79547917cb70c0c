/// What a binary cache knows of a path: a `.narinfo` file (Nix manual, "Binary Cache Store").
///
/// Signatures cover path, archive and references (``StorePathInfo/fingerprint(in:)``); what is said of the compressed
/// file, and the deriver, nobody vouches for.
public struct NARInfo: Hashable, Sendable {
    /// What is known of the path.
    public var path: StorePathInfo
    /// Where the compressed archive is.
    public var location: CacheLocation
    /// How it is compressed.
    public var compression: Compression
    /// The compressed file's hash; nil if the cache doesn't say.
    public var fileHash: Hash?
    /// How many bytes the compressed file has; nil if the cache doesn't say.
    public var fileSize: UInt64?

    /// What a cache says of a path.
    public init(
        path: StorePathInfo, location: CacheLocation, compression: Compression, fileHash: Hash?, fileSize: UInt64?
    ) {
        self.path = path
        self.location = location
        self.compression = compression
        self.fileHash = fileHash
        self.fileSize = fileSize
    }

    /// The file as Nix writes it, byte for byte.
    public func text(store: StoreDirectory = .standard) -> String {
        var lines = [
            "StorePath: \(store.path(of: path.path))", "URL: \(location)", "Compression: \(compression.rawValue)",
        ]
        if let fileHash { lines.append("FileHash: \(fileHash)") }
        if let fileSize { lines.append("FileSize: \(fileSize)") }
        lines.append("NarHash: \(path.narHash)")
        lines.append("NarSize: \(path.narSize)")
        lines.append("References: \(path.references.sorted().map(\.baseName).joined(separator: " "))")
        if let deriver = path.deriver { lines.append("Deriver: \(deriver)") }
        lines += path.signatures.map(\.description).sorted().map { "Sig: \($0)" }
        if let address = path.contentAddress { lines.append("CA: \(address)") }
        return lines.joined(separator: "\n") + "\n"
    }
}
