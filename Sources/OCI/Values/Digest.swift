/// A content's digest as image-spec writes it, `ALGORITHM:HEX` (image-spec, descriptor.md, "Digests").
///
/// Only the registered algorithms are accepted, each with the length that it has.
public struct Digest: Hashable, Sendable {
    /// A registered digest algorithm.
    public enum Algorithm: String, Sendable, CaseIterable {
        case sha256, sha512

        /// How many hexadecimal digits a digest of this algorithm has.
        public var hexLength: Int {
            switch self {
            case .sha256: 64
            case .sha512: 128
            }
        }
    }

    /// What the content was hashed with.
    public let algorithm: Algorithm
    /// The hash in lower-case hexadecimal digits.
    public let hex: String

    /// Parses `sha256:…`; nil unless the algorithm is registered and the digits are lower-case and as many as it has.
    public init?(_ text: some StringProtocol) {
        guard let colon = text.firstIndex(of: ":"),
            let algorithm = Algorithm(rawValue: String(text[..<colon]))
        else { return nil }
        self.init(algorithm: algorithm, hex: String(text[text.index(after: colon)...]))
    }

    /// A digest of given digits; nil unless they are lower-case hexadecimal and as many as the algorithm has.
    public init?(algorithm: Algorithm, hex: String) {
        let digits = hex.utf8
        guard digits.count == algorithm.hexLength,
            digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.algorithm = algorithm
        self.hex = hex
    }

    /// A digest of a hash's own bytes; nil unless they are as many as the algorithm has.
    public init?(algorithm: Algorithm, bytes: some Sequence<UInt8>) {
        let digits = Array("0123456789abcdef".utf8)
        var hex: [UInt8] = []
        for byte in bytes {
            hex.append(digits[Int(byte >> 4)])
            hex.append(digits[Int(byte & 15)])
        }
        self.init(algorithm: algorithm, hex: String(decoding: hex, as: UTF8.self))
    }

    /// The first twelve digits: enough for a person to tell digests apart, never to look one up.
    public var short: String { String(hex.prefix(12)) }
}

extension Digest: CustomStringConvertible, LosslessStringConvertible {
    public var description: String { "\(algorithm.rawValue):\(hex)" }

    public init?(_ description: String) {
        self.init(description[...])
    }
}

extension Digest: Comparable {
    public static func < (left: Digest, right: Digest) -> Bool {
        (left.algorithm.rawValue, left.hex) < (right.algorithm.rawValue, right.hex)
    }
}

extension Digest: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let digest = Digest(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is no digest (ALGORITHM:HEX)"))
        }
        self = digest
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
