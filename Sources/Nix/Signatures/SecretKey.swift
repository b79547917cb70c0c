import Crypto

/// A key that signatures are made with, as `nix-store --generate-binary-cache-key` writes it.
public struct SecretKey: Sendable {
    private let seed: [UInt8]
    /// What its signatures are checked with.
    public let publicKey: PublicKey

    /// Its name.
    public var name: String { publicKey.name }

    /// Parses `NAME:BASE64`, with a newline at the end or not: 32 bytes of seed and the public key.
    public init(_ text: String) throws(KeyError) {
        let (name, bytes) = try NamedBytes.parse(text.droppingNewline, .secretKey)
        seed = Array(bytes[..<32])
        publicKey = PublicKey(name: name, bytes: Array(bytes[32...]))
        let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        guard let key, Array(key.publicKey.rawRepresentation) == publicKey.bytes else {
            throw KeyError(kind: .secretKey, name: name, problem: .otherPublicKey)
        }
    }

    /// A new key.
    public init(generating name: String) {
        let key = Curve25519.Signing.PrivateKey()
        seed = Array(key.rawRepresentation)
        publicKey = PublicKey(name: name, bytes: Array(key.publicKey.rawRepresentation))
    }

    /// Signs a text, such as a path's fingerprint.
    ///
    /// - Throws: what the library for cryptography throws, if it can't.
    public func sign(_ text: String) throws -> Signature {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        return Signature(keyName: name, bytes: Array(try key.signature(for: Array(text.utf8))))
    }

    /// The key as its file has it, `NAME:BASE64`. Whoever sees it can sign.
    public var fileContents: String { NamedBytes.print(name, seed + publicKey.bytes) }
}

extension SecretKey: CustomStringConvertible {
    /// The name alone.
    public var description: String { "secret key '\(name)'" }
}
