/// Nix's own base-32 (Nix manual, "Store Path Specification"; `libutil/hash.cc`).
///
/// The bytes are one little-endian number whose digits are written most significant first, without padding. The
/// alphabet has no e, o, t and u, and is in ascending order, so texts of one length sort as their numbers do.
enum Nix32 {
    static let alphabet = Array("0123456789abcdfghijklmnpqrsvwxyz".utf8)

    /// The digit that each byte stands for; 255 where it is none.
    static let digits: [UInt8] = {
        var digits = [UInt8](repeating: 255, count: 256)
        for (digit, character) in alphabet.enumerated() { digits[Int(character)] = UInt8(digit) }
        return digits
    }()

    /// How many digits so many bytes have.
    static func length(ofBytes count: Int) -> Int { (count * 8 + 4) / 5 }

    static func encode(_ bytes: [UInt8]) -> String {
        let text = (0..<length(ofBytes: bytes.count)).reversed().map { place in
            let (byte, shift) = (place * 5).quotientAndRemainder(dividingBy: 8)
            let low = bytes[byte] >> shift
            let high = byte + 1 < bytes.count && shift > 0 ? bytes[byte + 1] << (8 - shift) : 0
            return alphabet[Int((low | high) & 31)]
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that digits stand for; nil if a character is none, or if the number needs more bytes than `count`.
    static func decode(_ text: some BidirectionalCollection<UInt8>, count: Int) -> [UInt8]? {
        guard text.count == length(ofBytes: count) else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        for (place, character) in text.reversed().enumerated() {
            let digit = digits[Int(character)]
            guard digit < 32 else { return nil }
            let (byte, shift) = (place * 5).quotientAndRemainder(dividingBy: 8)
            bytes[byte] |= digit << shift
            let carry = shift > 3 ? digit >> (8 - shift) : 0
            guard carry > 0 else { continue }
            guard byte + 1 < count else { return nil }
            bytes[byte + 1] |= carry
        }
        return bytes
    }
}
