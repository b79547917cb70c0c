/// A text that is no key or signature. It never holds the text itself, which may be secret.
public struct KeyError: Error, Hashable, Sendable {
    /// What was to be read.
    public enum Kind: String, Sendable {
        case publicKey = "public key"
        case secretKey = "secret key"
        case signature

        /// How many bytes it has. A secret key is its seed and the public key (libsodium, `crypto_sign`).
        var byteCount: Int { self == .publicKey ? 32 : 64 }
    }

    /// What is wrong with it.
    public enum Problem: Hashable, Sendable {
        /// It doesn't begin with a name and a colon.
        case noName
        /// What follows the colon is no base-64.
        case notBase64
        /// It has so many bytes, and should have others.
        case wrongLength(Int)
        /// The two halves of a secret key don't belong together.
        case otherPublicKey
    }

    /// What was to be read.
    public let kind: Kind
    /// The key's name, as far as it was read.
    public let name: String?
    /// What is wrong.
    public let problem: Problem
}

extension KeyError: CustomStringConvertible {
    public var description: String {
        let named = name.map { " '\($0)'" } ?? ""
        return switch problem {
        case .noName: "a \(kind.rawValue) is NAME:BASE64, and this has no name"
        case .notBase64: "the \(kind.rawValue)\(named) isn't base-64 after the colon"
        case .wrongLength(let count):
            "the \(kind.rawValue)\(named) has \(count) bytes, and should have \(kind.byteCount)"
        case .otherPublicKey: "the \(kind.rawValue)\(named) is damaged: its halves don't belong together"
        }
    }
}
