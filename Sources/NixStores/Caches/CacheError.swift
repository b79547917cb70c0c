public import Nix

/// A binary cache that doesn't give what it should.
public struct CacheError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        /// It has no `nix-cache-info`.
        case notACache
        /// What it says of itself can't be used.
        case badCacheInfo(NARInfoError)
        /// What it says of a path can't be used.
        case badInfo(StorePath, NARInfoError)
        /// Nobody who is trusted vouches for a path.
        case untrusted(UntrustedPath)
        /// It knows of a path and lacks its archive.
        case archiveMissing(StorePath, CacheLocation)
        /// An archive that can't be decompressed.
        case damaged(StorePath, CacheLocation, reason: String)
        /// An archive compressed in a way that isn't read here.
        case unreadableCompression(StorePath, Compression)
        /// A compression that no archive can be written in.
        case unwritableCompression(Compression)
        /// Content that isn't what was said of it.
        case mismatch(ContentCheck.Mismatch)
        /// An archive that is none.
        case badArchive(StoreError)
    }

    /// The cache's address.
    public let cache: String
    /// What is wrong with it.
    public let problem: Problem
}

extension CacheError: CustomStringConvertible {
    public var description: String {
        switch problem {
        case .notACache: "\(cache) is no binary cache: it has no nix-cache-info"
        case .badCacheInfo(let error): "\(cache), nix-cache-info: \(error)"
        case .badInfo(let path, let error): "\(cache), \(path): \(error)"
        case .untrusted(let error): "\(cache), \(error)"
        case .archiveMissing(let path, let location): "\(cache) knows \(path) and hasn't its archive, \(location)"
        case .damaged(let path, let location, let reason):
            "\(cache), \(path): \(location) can't be decompressed: \(reason)"
        case .unreadableCompression(let path, let compression):
            "\(cache), \(path): its archive is compressed by \(compression.rawValue), which can't be read here; copy "
                + "it to a cache of xz or zstd first"
        case .unwritableCompression(let compression):
            "\(cache): nothing can be compressed by \(compression.rawValue) here; take none, xz, zstd or another"
        case .mismatch(let error): "\(cache), \(error)"
        case .badArchive(let error): "\(cache), \(error)"
        }
    }
}
