/// A content's digest as image-spec writes it, `ALGORITHM:ENCODED` (image-spec, descriptor.md, "Digests").
///
/// A digest of a registered algorithm has as many lower-case hexadecimal digits as the algorithm has. One of another
/// algorithm may be any that the grammar allows: it can be passed on, and nothing can be checked by it.
public struct Digest: Hashable, Sendable {
    /// What a digest is computed by.
    public enum Algorithm: Hashable, Sendable {
        case sha256, sha512
        /// One that image-spec doesn't register.
        case other(String)

        /// How many hexadecimal digits a digest of this algorithm has; nil where it isn't known.
        public var hexLength: Int? {
            switch self {
            case .sha256: 64
            case .sha512: 128
            case .other: nil
            }
        }
    }

    /// What the content was hashed with.
    public let algorithm: Algorithm
    /// The hash: in lower-case hexadecimal digits, for a registered algorithm.
    public let hex: String

    /// Parses `sha256:…`; nil for what the grammar doesn't allow, and for a registered algorithm unless the digits are
    /// lower-case and as many as it has.
    public init?(_ text: some StringProtocol) {
        guard let colon = text.firstIndex(of: ":"),
            let algorithm = Algorithm(rawValue: String(text[..<colon]))
        else { return nil }
        self.init(algorithm: algorithm, hex: String(text[text.index(after: colon)...]))
    }

    /// A digest of given digits; nil unless the algorithm has such.
    public init?(algorithm: Algorithm, hex: String) {
        guard algorithm.allows(hex.utf8) else { return nil }
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

extension Digest.Algorithm: RawRepresentable {
    public init?(rawValue: String) {
        switch rawValue {
        case "sha256": self = .sha256
        case "sha512": self = .sha512
        default:
            // Words of letters and digits, with one separator between two.
            let words = rawValue.utf8.split(omittingEmptySubsequences: false) { "+._-".utf8.contains($0) }
            guard words.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isLowerCaseOrDigit) }) else { return nil }
            self = .other(rawValue)
        }
    }

    public var rawValue: String {
        switch self {
        case .sha256: "sha256"
        case .sha512: "sha512"
        case .other(let name): name
        }
    }

    fileprivate func allows(_ encoded: String.UTF8View) -> Bool {
        guard let hexLength else {
            return !encoded.isEmpty
                && encoded.allSatisfy { $0.isLowerCaseOrDigit || $0.isUpperCase || "=_-".utf8.contains($0) }
        }
        return encoded.count == hexLength && encoded.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}

extension UInt8 {
    fileprivate var isLowerCaseOrDigit: Bool { (48...57).contains(self) || (97...122).contains(self) }
    fileprivate var isUpperCase: Bool { (65...90).contains(self) }
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
