/// What a store knows of one of its paths, whichever store it is.
public struct StorePathInfo: Hashable, Sendable {
    /// The path.
    public var path: StorePath
    /// SHA-256 of its archive (NAR).
    public var narHash: Hash
    /// How many bytes its archive has.
    public var narSize: UInt64
    /// The paths that its content names, which may be its own.
    public var references: Set<StorePath>
    /// The derivation that made it; nil if nobody knows. It isn't signed.
    public var deriver: StorePath?
    /// What its content is addressed by; nil if it follows from a derivation.
    public var contentAddress: ContentAddress?
    /// Who vouches for it.
    public var signatures: [Signature]

    /// What is known of a path.
    public init(
        path: StorePath, narHash: Hash, narSize: UInt64, references: Set<StorePath> = [], deriver: StorePath? = nil,
        contentAddress: ContentAddress? = nil, signatures: [Signature] = []
    ) {
        self.path = path
        self.narHash = narHash
        self.narSize = narSize
        self.references = references
        self.deriver = deriver
        self.contentAddress = contentAddress
        self.signatures = signatures
    }

    /// What a signature signs: path, hash, size and references (Nix, `ValidPathInfo::fingerprint`).
    public func fingerprint(in store: StoreDirectory = .standard) -> String {
        let references = references.sorted().map { store.path(of: $0) }.joined(separator: ",")
        return "1;\(store.path(of: path));\(narHash.prefixed(.nix32));\(narSize);\(references)"
    }

    /// Whether the path follows from its content address, so that it needs nobody to vouch for it.
    ///
    /// The content has still to be compared with ``narHash``, and that with the address.
    public func isContentAddressed(in store: StoreDirectory = .standard) -> Bool {
        guard let contentAddress else { return false }
        let others = references.subtracting([path])
        let computed =
            if contentAddress.method == .recursive, contentAddress.hash.algorithm == .sha256 {
                try? store.sourcePath(
                    name: path.name, hash: contentAddress.hash, references: others,
                    selfReference: others.count < references.count)
            } else {
                try? store.fixedOutputPath(name: path.name, contentAddress, references: references)
            }
        return computed == path
    }
}
