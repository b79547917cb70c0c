/// A signature of what a store knows of a path (Ed25519, RFC 8032).
public struct Signature: Hashable, Sendable {
    /// The name of the key that it was made with.
    public let keyName: String
    /// Its 64 bytes.
    public let bytes: [UInt8]

    /// Parses `NAME:BASE64`.
    public init(_ text: String) throws(KeyError) {
        (keyName, bytes) = try NamedBytes.parse(text, .signature)
    }

    init(keyName: String, bytes: [UInt8]) {
        self.keyName = keyName
        self.bytes = bytes
    }
}

extension Signature: CustomStringConvertible {
    /// `NAME:BASE64`.
    public var description: String { NamedBytes.print(keyName, bytes) }
}
