/// A secret's value in the clear, for as long as it must be.
///
/// It can't be printed, encoded or compared by accident: whatever is made of it for a person to read says that there is
/// a secret, and nothing of it.
public struct SecretValue: Sendable {
    /// The value, byte for byte.
    public let bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The longest value that is kept, in bytes.
    public static let maximumSize = 512 << 10

    /// Whether it can be a variable of an environment: UTF-8 without a NUL.
    public var isText: Bool { !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil }

    /// The value as a variable of an environment: without the one line end that editors and `echo` leave at the end of
    /// a file; nil if it isn't text.
    public var variable: String? {
        guard isText else { return nil }
        var bytes = bytes[...]
        if bytes.last == UInt8(ascii: "\n") {
            bytes.removeLast()
            if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether two values are the same; takes the same time wherever they differ.
    public func isSame(as other: SecretValue) -> Bool {
        guard bytes.count == other.bytes.count else { return false }
        return zip(bytes, other.bytes).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension SecretValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "‹secret›" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
