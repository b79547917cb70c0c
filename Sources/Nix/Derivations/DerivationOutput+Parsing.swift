extension ATermReader {
    /// An output's path, method and algorithm, and hash.
    mutating func output(_ store: StoreDirectory) throws(ATermError) -> DerivationOutput {
        let pathPlace = offset
        let path = try text()
        try expect(",")
        let algorithmPlace = offset
        let method = try text()
        try expect(",")
        let hashPlace = offset
        let hash = try text()
        let address = method.isEmpty ? nil : try addressing(method, at: algorithmPlace)
        switch (path.isEmpty, address, hash) {
        case (false, nil, ""): return .inputAddressed(try storePath(path, store, at: pathPlace))
        case (true, nil, ""): return .deferred
        case (true, let (method, algorithm)?, ""): return .floating(method, algorithm)
        case (true, let (method, algorithm)?, "impure"): return .impure(method, algorithm)
        case (false, let (method, algorithm)?, _) where !hash.isEmpty:
            let hash = try self.hash(hash, algorithm, at: hashPlace)
            return .fixed(try storePath(path, store, at: pathPlace), ContentAddress(method, hash))
        default:
            throw failure(.badOutput("an output has a path, or a hash with its algorithm and a path"), at: pathPlace)
        }
    }

    private mutating func text() throws(ATermError) -> String {
        String(decoding: try plainString(), as: UTF8.self)
    }

    private func storePath(_ text: String, _ store: StoreDirectory, at place: Int) throws(ATermError) -> StorePath {
        do throws(StorePathError) {
            return try store.storePath(text)
        } catch {
            throw failure(.badPath(error), at: place)
        }
    }

    private func addressing(
        _ text: String, at place: Int
    ) throws(ATermError) -> (ContentAddressMethod, HashAlgorithm) {
        for method in [ContentAddressMethod.recursive, .text, .flat] where text.hasPrefix(method.rawValue) {
            let name = String(text.dropFirst(method.rawValue.count))
            if let algorithm = HashAlgorithm(rawValue: name) { return (method, algorithm) }
            throw failure(.badHash(HashError(text: text, problem: .unknownAlgorithm(name))), at: place)
        }
        throw failure(.badHash(HashError(text: text, problem: .missingAlgorithm)), at: place)
    }

    /// A hash in lower-case hexadecimal digits, the one form that Nix writes here.
    private func hash(_ text: String, _ algorithm: HashAlgorithm, at place: Int) throws(ATermError) -> Hash {
        guard text.utf8.count == HashEncoding.base16.length(of: algorithm) else {
            throw failure(.badHash(HashError(text: text, problem: .wrongLength(algorithm))), at: place)
        }
        guard let bytes = Base16.decode(text.utf8), let hash = Hash(algorithm, bytes: bytes), hash.text(.base16) == text
        else { throw failure(.badHash(HashError(text: text, problem: .badDigits(.base16))), at: place) }
        return hash
    }
}
