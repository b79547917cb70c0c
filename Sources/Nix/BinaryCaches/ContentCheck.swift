/// Compares what came with what was said of it.
///
/// Nix checks the archive alone; the compressed file is checked too, because what is stored or handed on is that.
public struct ContentCheck: Sendable {
    /// What is different.
    public enum Problem: Hashable, Sendable {
        case fileHash(said: Hash, is: Hash)
        case fileSize(said: UInt64, is: UInt64)
        case narHash(said: Hash, is: Hash)
        case narSize(said: UInt64, is: UInt64)
        /// It doesn't begin as files do that are compressed so.
        case compression(said: Compression)
    }

    /// Content that isn't what was said.
    public struct Mismatch: Error, Hashable, Sendable {
        /// The path whose content it should be.
        public let path: StorePath
        /// What is different.
        public let problem: Problem
    }

    private let info: NARInfo

    /// A check of the content of a path in a cache.
    public init(_ info: NARInfo) {
        self.info = info
    }

    /// Checks how the compressed file begins.
    public func checkBeginning(_ prefix: some Sequence<UInt8>) throws(Mismatch) {
        guard info.compression.matches(prefix: prefix) else { throw mismatch(.compression(said: info.compression)) }
    }

    /// Checks the compressed file; the hasher must have the algorithm of ``NARInfo/fileHash``.
    public func checkFile(_ file: StreamHasher) throws(Mismatch) {
        if let said = info.fileSize, said != file.count { throw mismatch(.fileSize(said: said, is: file.count)) }
        let hash = file.hash()
        if let said = info.fileHash, said != hash { throw mismatch(.fileHash(said: said, is: hash)) }
    }

    /// Checks the archive, hashed with SHA-256.
    public func checkArchive(_ archive: StreamHasher) throws(Mismatch) {
        try Self.check(archive, against: info.path)
    }

    /// Checks an archive, hashed with SHA-256, against what is known of its path.
    public static func check(_ archive: StreamHasher, against info: StorePathInfo) throws(Mismatch) {
        guard info.narSize == archive.count else {
            throw Mismatch(path: info.path, problem: .narSize(said: info.narSize, is: archive.count))
        }
        let hash = archive.hash()
        guard info.narHash == hash else {
            throw Mismatch(path: info.path, problem: .narHash(said: info.narHash, is: hash))
        }
    }

    private func mismatch(_ problem: Problem) -> Mismatch { Mismatch(path: info.path.path, problem: problem) }
}

extension ContentCheck.Mismatch: CustomStringConvertible {
    public var description: String {
        let reason =
            switch problem {
            case .fileHash(let said, let real): "the file's hash is \(real), and FileHash says \(said)"
            case .fileSize(let said, let real): "the file has \(real) bytes, and FileSize says \(said)"
            case .narHash(let said, let real): "the archive's hash is \(real), and NarHash says \(said)"
            case .narSize(let said, let real): "the archive has \(real) bytes, and NarSize says \(said)"
            case .compression(let said): "the file doesn't begin as \(said.rawValue) does, which Compression says"
            }
        return "\(path): \(reason)"
    }
}
