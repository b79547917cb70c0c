extension Hash {
    /// Parses `ALGORITHM:TEXT` in any encoding, or SRI, `ALGORITHM-BASE64`.
    ///
    /// With an algorithm given, the text may be bare, and a prefix must agree with it. As in Nix the encoding follows
    /// from the length; hexadecimal digits may have either case.
    public init(_ text: String, algorithm expected: HashAlgorithm? = nil) throws(HashError) {
        func failure(_ problem: HashError.Problem) -> HashError { HashError(text: text, problem: problem) }
        let separator = text.firstIndex { $0 == ":" || $0 == "-" }
        guard let separator else {
            guard let expected else { throw failure(.missingAlgorithm) }
            self = try Hash(bare: text[...], expected, in: HashEncoding.allCases, failure)
            return
        }
        guard let algorithm = HashAlgorithm(rawValue: String(text[..<separator])) else {
            throw failure(.unknownAlgorithm(String(text[..<separator])))
        }
        if let expected, expected != algorithm { throw failure(.otherAlgorithm(expected: expected)) }
        let isSRI = text[separator] == "-"
        let digits = text[text.index(after: separator)...]
        self = try Hash(bare: digits, algorithm, in: isSRI ? [.base64] : HashEncoding.allCases, failure)
    }

    private init(
        bare text: Substring, _ algorithm: HashAlgorithm, in encodings: [HashEncoding],
        _ failure: (HashError.Problem) -> HashError
    ) throws(HashError) {
        let length = text.utf8.count
        guard let encoding = encodings.first(where: { $0.length(of: algorithm) == length }) else {
            throw failure(.wrongLength(algorithm))
        }
        let bytes =
            switch encoding {
            case .base16: Base16.decode(text.utf8)
            case .nix32: Nix32.decode(text.utf8, count: algorithm.byteCount)
            case .base64: Base64.decode(text)
            }
        guard let bytes, let hash = Hash(algorithm, bytes: bytes) else { throw failure(.badDigits(encoding)) }
        self = hash
    }
}
