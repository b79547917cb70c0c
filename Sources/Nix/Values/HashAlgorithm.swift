/// What Nix hashes with (Nix manual, "Hashes").
public enum HashAlgorithm: String, Sendable, CaseIterable {
    case md5, sha1, sha256, sha512

    /// How long a hash is, in bytes.
    public var byteCount: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha256: 32
        case .sha512: 64
        }
    }
}
