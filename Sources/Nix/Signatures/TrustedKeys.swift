/// The keys whose signatures count.
public struct TrustedKeys: Hashable, Sendable {
    private let keys: [String: [PublicKey]]

    /// These keys; several may have one name.
    public init(_ keys: some Sequence<PublicKey>) {
        self.keys = Dictionary(grouping: keys, by: \.name)
    }

    /// Keys with white space between them, as in Nix's `trusted-public-keys`.
    public init(_ text: String) throws(KeyError) {
        var keys: [PublicKey] = []
        for word in text.split(whereSeparator: \.isWhitespace) { keys.append(try PublicKey(String(word))) }
        self.init(keys)
    }

    /// The names of the keys that vouch for a path, at least one.
    ///
    /// - Throws: ``UntrustedPath`` if none does.
    @discardableResult
    public func check(
        _ info: StorePathInfo, in store: StoreDirectory = .standard
    ) throws(UntrustedPath) -> [String] {
        let fingerprint = info.fingerprint(in: store)
        var forged: [String] = []
        var signers: [String] = []
        for signature in info.signatures {
            guard let keys = keys[signature.keyName] else { continue }
            let isRight = keys.contains { $0.verifies(signature, of: fingerprint) }
            if isRight { signers.append(signature.keyName) } else { forged.append(signature.keyName) }
        }
        guard signers.isEmpty else { return signers }
        throw UntrustedPath(path: info.path, signers: info.signatures.map(\.keyName), forged: forged)
    }
}

/// A path that no trusted key vouches for.
public struct UntrustedPath: Error, Hashable, Sendable {
    /// The path.
    public let path: StorePath
    /// The names of the keys that are said to have signed it.
    public let signers: [String]
    /// Those of them that are trusted and did not sign what is known of the path now.
    public let forged: [String]
}

extension UntrustedPath: CustomStringConvertible {
    public var description: String {
        if !forged.isEmpty {
            return
                "\(path): the signature by '\(forged.joined(separator: "', '"))' isn't one of this path: what is said "
                + "of it was changed after it was signed"
        }
        if signers.isEmpty { return "\(path): nobody has signed it" }
        return "\(path): it is signed by '\(signers.joined(separator: "', '"))', and no such key is trusted"
    }
}
