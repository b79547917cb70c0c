public import Nix
public import OCI

/// What one host asks another for.
///
/// Everything has its content for a name, so what comes can be compared with what was asked for. Store paths are asked for
/// as of a binary cache (Nix manual, "Binary Cache Store") below `/nix`.
public enum ContentRequest: Hashable, Sendable {
    /// A blob of an image: `/blobs/sha256/HEX`.
    case blob(Digest)
    /// What the cache says of itself: `/nix/nix-cache-info`.
    case cacheInfo
    /// What is known of a store path: `/nix/DIGEST.narinfo`.
    case pathInfo(StorePathDigest)
    /// A store path's archive: `/nix/nar/DIGEST.nar`.
    case archive(StorePathDigest)

    /// Reads a request's path; nil for one that means nothing here.
    ///
    /// No text from outside becomes a part of a file's name but a digest's digits, which can't lead anywhere.
    public init?(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch parts {
        case ["", "nix", CacheLocation.cacheInfo.text]: self = .cacheInfo
        case _ where parts.count == 4 && parts.starts(with: ["", "blobs"]):
            guard let digest = Digest("\(parts[2]):\(parts[3])"), [.sha256, .sha512].contains(digest.algorithm) else {
                return nil
            }
            self = .blob(digest)
        case _ where parts.count == 4 && parts.starts(with: ["", "nix", "nar"]):
            guard let digest = Self.digest(parts[3], ".nar") else { return nil }
            self = .archive(digest)
        case _ where parts.count == 3 && parts.starts(with: ["", "nix"]):
            guard let digest = Self.digest(parts[2], ".narinfo") else { return nil }
            self = .pathInfo(digest)
        default: return nil
        }
    }

    private static func digest(_ file: String, _ suffix: String) -> StorePathDigest? {
        file.hasSuffix(suffix) ? StorePathDigest(String(file.dropLast(suffix.count))) : nil
    }
}
