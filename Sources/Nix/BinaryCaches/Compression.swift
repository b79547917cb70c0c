/// How an archive is compressed in a cache (Nix manual, "Binary Cache Store", `compression`).
public enum Compression: String, Sendable, CaseIterable {
    case none, xz, zstd, bzip2, gzip, lzip, lz4, br

    /// What follows `.nar` in a file's name.
    public var suffix: String {
        switch self {
        case .none: ""
        case .xz: ".xz"
        case .zstd: ".zst"
        case .bzip2: ".bz2"
        case .gzip: ".gz"
        case .lzip: ".lzip"
        case .lz4: ".lz4"
        case .br: ".br"
        }
    }

    /// Whether a file may be compressed so, by how it begins. Of Brotli nothing can be told.
    ///
    /// - Parameter prefix: the first eight bytes, or all if there are fewer.
    public func matches(prefix: some Sequence<UInt8>) -> Bool { prefix.starts(with: magic) }

    private var magic: [UInt8] {
        switch self {
        case .none: [0x0d, 0, 0, 0, 0, 0, 0, 0]
        case .xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]
        case .zstd: [0x28, 0xb5, 0x2f, 0xfd]
        case .bzip2: [0x42, 0x5a, 0x68]
        case .gzip: [0x1f, 0x8b]
        case .lzip: [0x4c, 0x5a, 0x49, 0x50]
        case .lz4: [0x04, 0x22, 0x4d, 0x18]
        case .br: []
        }
    }
}
