/// A text that is no hash.
public struct HashError: Error, Hashable, Sendable {
    /// What is wrong with a hash.
    public enum Problem: Hashable, Sendable {
        /// Neither the text nor its reader says an algorithm.
        case missingAlgorithm
        /// An algorithm that Nix hasn't.
        case unknownAlgorithm(String)
        /// The text says another algorithm than is wanted.
        case otherAlgorithm(expected: HashAlgorithm)
        /// As long as in none of the encodings.
        case wrongLength(HashAlgorithm)
        /// A character that the encoding hasn't, or more bits than the hash has.
        case badDigits(HashEncoding)
    }

    /// What was given.
    public let text: String
    /// What is wrong with it.
    public let problem: Problem
}

extension HashError: CustomStringConvertible {
    public var description: String {
        let text = ByteString(self.text).description
        return switch problem {
        case .missingAlgorithm: "'\(text)' doesn't say its algorithm (ALGORITHM:TEXT or ALGORITHM-BASE64)"
        case .unknownAlgorithm(let name):
            "'\(text)': there is no hash algorithm '\(name)', only "
                + HashAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
        case .otherAlgorithm(let expected): "'\(text)' is no \(expected.rawValue) hash, which is wanted here"
        case .wrongLength(let algorithm):
            "'\(text)' is no \(algorithm.rawValue) hash: that has "
                + HashEncoding.allCases.map { "\($0.length(of: algorithm)) characters in \($0.name)" }
                .joined(separator: ", ")
        case .badDigits(let encoding): "'\(text)' is no \(encoding.name)"
        }
    }
}

extension HashEncoding {
    var name: String {
        switch self {
        case .base16: "base-16"
        case .nix32: "Nix's base-32"
        case .base64: "base-64"
        }
    }
}
