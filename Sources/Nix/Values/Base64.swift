import Foundation

/// Base-64 with padding (RFC 4648, section 4), as hashes, keys and signatures are written.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// The bytes; nil unless the text is just what ``encode(_:)`` gives for them: no blanks, no spare bits.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        guard let data = Data(base64Encoded: String(text)), data.base64EncodedString() == text else { return nil }
        return Array(data)
    }
}
