/// How a hash's bytes are written.
public enum HashEncoding: Sendable, CaseIterable {
    /// Hexadecimal digits.
    case base16
    /// Nix's base-32, of which nixpkgs makes most use.
    case nix32
    /// Base-64 with padding.
    case base64

    /// How many characters a hash has.
    public func length(of algorithm: HashAlgorithm) -> Int {
        switch self {
        case .base16: algorithm.byteCount * 2
        case .nix32: Nix32.length(ofBytes: algorithm.byteCount)
        case .base64: (algorithm.byteCount + 2) / 3 * 4
        }
    }
}

extension Hash {
    /// The hash's bytes as text, without the algorithm.
    public func text(_ encoding: HashEncoding) -> String {
        switch encoding {
        case .base16: Base16.encode(bytes)
        case .nix32: Nix32.encode(bytes)
        case .base64: Base64.encode(bytes)
        }
    }

    /// `ALGORITHM:TEXT`.
    public func prefixed(_ encoding: HashEncoding) -> String { "\(algorithm.rawValue):\(text(encoding))" }

    /// `ALGORITHM-BASE64`, as Subresource Integrity has it (W3C, SRI, section 3.5); Nix writes MD5 and SHA-1 so too.
    public var sri: String { "\(algorithm.rawValue)-\(text(.base64))" }
}
