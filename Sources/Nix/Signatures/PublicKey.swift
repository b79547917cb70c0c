import Crypto

/// A key that signatures are checked with (Nix manual, `trusted-public-keys`).
public struct PublicKey: Hashable, Sendable {
    /// Its name, such as `cache.nixos.org-1`.
    public let name: String
    /// Its 32 bytes.
    public let bytes: [UInt8]

    /// Parses `NAME:BASE64`, with a newline at the end or not.
    public init(_ text: String) throws(KeyError) {
        (name, bytes) = try NamedBytes.parse(text.droppingNewline, .publicKey)
    }

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Whether a signature was made with this key's secret half, of this text.
    public func verifies(_ signature: Signature, of text: String) -> Bool {
        guard signature.keyName == name,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        else { return false }
        return key.isValidSignature(signature.bytes, for: Array(text.utf8))
    }
}

extension PublicKey: CustomStringConvertible {
    /// `NAME:BASE64`.
    public var description: String { NamedBytes.print(name, bytes) }
}

extension String {
    /// Without the newline that a key's file may end with.
    var droppingNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
