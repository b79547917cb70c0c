/// How paths are computed (Nix manual, "Store Path Specification").
extension StoreDirectory {
    /// The path of a text file, such as a derivation or what `builtins.toFile` makes.
    ///
    /// - Parameters:
    ///   - hash: SHA-256 of the text.
    ///   - references: the store paths that the text names.
    public func textPath(
        name: String, hash: Hash, references: some Sequence<StorePath> = EmptyCollection()
    ) throws(StorePathError) -> StorePath {
        try makePath(type: typed("text", references), inner: hash, name: name)
    }

    /// The path of a source: a file or folder that is addressed by SHA-256 of its archive (NAR).
    ///
    /// - Parameter selfReference: whether the content names its own path.
    public func sourcePath(
        name: String, hash: Hash, references: some Sequence<StorePath> = EmptyCollection(), selfReference: Bool = false
    ) throws(StorePathError) -> StorePath {
        try makePath(type: typed("source", references) + (selfReference ? ":self" : ""), inner: hash, name: name)
    }

    /// The path of an output whose hash was told beforehand, or of whatever is addressed by its content.
    public func fixedOutputPath(
        name: String, _ address: ContentAddress, references: some Collection<StorePath> = EmptyCollection()
    ) throws(StorePathError) -> StorePath {
        switch (address.method, address.hash.algorithm) {
        case (.recursive, .sha256): return try sourcePath(name: name, hash: address.hash, references: references)
        case (.text, .sha256): return try textPath(name: name, hash: address.hash, references: references)
        default:
            guard references.isEmpty else { throw StorePathError(text: name, problem: .unexpectedReferences) }
            let described = "fixed:out:\(address.method.rawValue)\(address.hash.prefixed(.base16)):"
            return try makePath(type: "output:out", inner: .of(Array(described.utf8)), name: name)
        }
    }

    /// The path of a derivation's output that is addressed by what it was made from.
    ///
    /// - Parameters:
    ///   - derivationName: the derivation's name without `.drv`.
    ///   - modulo: the derivation's hash modulo, with its outputs' paths left out.
    public func outputPath(_ output: String, of derivationName: String, modulo: Hash) throws(StorePathError)
        -> StorePath
    {
        let name = Self.name(ofOutput: output, of: derivationName)
        return try makePath(type: "output:\(output)", inner: modulo, name: name)
    }

    /// The name of an output's path: the derivation's for `out`, with `-OUTPUT` for others.
    public static func name(ofOutput output: String, of derivationName: String) -> String {
        output == "out" ? derivationName : "\(derivationName)-\(output)"
    }

    private func makePath(type: String, inner: Hash, name: String) throws(StorePathError) -> StorePath {
        let fingerprint = "\(type):\(inner.prefixed(.base16)):\(path):\(name)"
        return try StorePath(digest: StorePathDigest(folding: .of(Array(fingerprint.utf8))), name: name)
    }

    private func typed(_ type: String, _ references: some Sequence<StorePath>) -> String {
        Set(references).sorted().reduce(into: type) { $0 += ":" + path(of: $1) }
    }
}
