/// A hash: its algorithm and its bytes, always as many as the algorithm has.
public struct Hash: Hashable, Sendable {
    /// What was hashed with.
    public let algorithm: HashAlgorithm
    /// The hash's bytes.
    public let bytes: [UInt8]

    /// A hash of given bytes; nil unless they are as many as the algorithm has.
    public init?(_ algorithm: HashAlgorithm, bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == algorithm.byteCount else { return nil }
        self.init(algorithm: algorithm, checked: bytes)
    }

    /// For whoever made the bytes with the algorithm itself.
    init(algorithm: HashAlgorithm, checked bytes: [UInt8]) {
        self.algorithm = algorithm
        self.bytes = bytes
    }
}

extension Hash: CustomStringConvertible {
    /// `ALGORITHM:NIX32`, as Nix writes hashes into its own files.
    public var description: String { prefixed(.nix32) }
}
