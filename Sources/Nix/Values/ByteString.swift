/// A string of bytes that need not be text.
///
/// Nix hashes, sorts and compares bytes. A derivation's variables, an archive's names and a link's target may hold any
/// byte, so none of them can be a `String`, which holds valid UTF-8 only and compares by Unicode's rules.
public struct ByteString: Hashable, Sendable {
    /// The bytes.
    public let bytes: [UInt8]

    /// A string of given bytes.
    public init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    /// A text's bytes in UTF-8.
    public init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// How many bytes there are.
    public var count: Int { bytes.count }
    /// Whether there are none.
    public var isEmpty: Bool { bytes.isEmpty }
    /// The bytes as text; nil if they aren't valid UTF-8.
    public var text: String? { String(validating: bytes, as: UTF8.self) }

    public func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

extension ByteString: Comparable {
    /// By bytes, a prefix first: the order of everything that Nix sorts.
    public static func < (left: ByteString, right: ByteString) -> Bool {
        left.bytes.withUnsafeBufferPointer { left in
            right.bytes.withUnsafeBufferPointer { right in
                for place in 0..<min(left.count, right.count) where left[place] != right[place] {
                    return left[place] < right[place]
                }
                return left.count < right.count
            }
        }
    }
}

extension ByteString: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) {
        self.init(value)
    }
}

extension ByteString: CustomStringConvertible {
    /// For people: what is no UTF-8, a control character or a backslash is escaped as `\xHH`.
    public var description: String {
        if let text, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f && $0 != 0x5c }) { return text }
        return bytes.reduce(into: "") { text, byte in
            if (0x20..<0x7f).contains(byte), byte != 0x5c {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "\\x" + Base16.encode([byte])
            }
        }
    }
}
