/// The 20 bytes that a store path's name begins with, as 32 digits of Nix's base-32.
public struct StorePathDigest: Hashable, Sendable {
    /// How many characters a digest has.
    static let length = 32

    // One number of 160 bits, most significant part first: it sorts as its digits do.
    private let high: UInt64
    private let middle: UInt64
    private let low: UInt32

    /// A digest of its bytes; nil unless they are 20.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 20 else { return nil }
        self.init(checked: bytes)
    }

    /// Parses 32 digits; nil if they are fewer or more, or not digits of Nix's base-32.
    public init?(_ text: String) {
        guard let digest = Array(text.utf8).withUnsafeBytes({ Self(digits: $0) }) else { return nil }
        self = digest
    }

    /// A longer hash, shortened by XOR: byte *i* of the hash goes into byte *i* mod 20 (Nix, `compressHash`).
    public init(folding hash: Hash) {
        var bytes = [UInt8](repeating: 0, count: 20)
        for (place, byte) in hash.bytes.enumerated() { bytes[place % 20] ^= byte }
        self.init(checked: bytes)
    }

    init?(digits: UnsafeRawBufferPointer) {
        guard digits.count == Self.length else { return nil }
        // Eight digits are 40 bits.
        var groups: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var wrong: UInt8 = 0
        Nix32.digits.withUnsafeBufferPointer { values in
            func group(_ start: Int) -> UInt64 {
                var group: UInt64 = 0
                for place in start..<start + 8 {
                    let digit = values[Int(digits[place])]
                    wrong |= digit & 0xe0
                    group = group << 5 | UInt64(digit & 31)
                }
                return group
            }
            groups = (group(0), group(8), group(16), group(24))
        }
        guard wrong == 0 else { return nil }
        high = groups.0 << 24 | groups.1 >> 16
        middle = groups.1 << 48 | groups.2 << 8 | groups.3 >> 32
        low = UInt32(truncatingIfNeeded: groups.3)
    }

    private init(checked bytes: [UInt8]) {
        func number(_ range: Range<Int>) -> UInt64 { bytes[range].reversed().reduce(0) { $0 << 8 | UInt64($1) } }
        high = number(12..<20)
        middle = number(4..<12)
        low = UInt32(truncatingIfNeeded: number(0..<4))
    }

    /// The bytes.
    public var bytes: [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: low >> ($0 * 8)) }
            + (0..<8).map { UInt8(truncatingIfNeeded: middle >> ($0 * 8)) }
            + (0..<8).map { UInt8(truncatingIfNeeded: high >> ($0 * 8)) }
    }

    /// Adds the 32 digits to a text.
    func write(to text: inout [UInt8]) {
        let groups = (
            high >> 24, (high << 16 | middle >> 48) & 0xff_ffff_ffff, (middle >> 8) & 0xff_ffff_ffff,
            (middle << 32 | UInt64(low)) & 0xff_ffff_ffff
        )
        func write(_ group: UInt64) {
            for place in (0..<8).reversed() { text.append(Nix32.alphabet[Int(group >> (place * 5) & 31)]) }
        }
        write(groups.0)
        write(groups.1)
        write(groups.2)
        write(groups.3)
    }
}

extension StorePathDigest: Comparable {
    public static func < (left: StorePathDigest, right: StorePathDigest) -> Bool {
        (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
    }
}

extension StorePathDigest: CustomStringConvertible {
    /// The 32 digits.
    public var description: String {
        var text: [UInt8] = []
        write(to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}
