/// Cuts a stream into the units that an archive is made of, wherever its pieces end: 64-bit little-endian numbers, and
/// tokens, which are a length, that many bytes, and zeros up to a multiple of eight.
///
/// At most one unit is held, and units have limits.
struct NARTokens: Sendable {
    /// A unit that can't be.
    enum Problem: Error {
        case longToken(UInt64, limit: Int)
        case nonZeroPadding
    }

    /// What was left of the last piece.
    private var held: [UInt8] = []
    /// How many bytes were taken.
    private(set) var offset: UInt64 = 0

    /// The next token; nil if the piece ends within it.
    mutating func token(
        from piece: inout UnsafeRawBufferPointer, limit: Int
    ) throws(Problem) -> ByteString? {
        if held.isEmpty, let (token, size) = try Self.token(at: piece, limit: limit) {
            advance(&piece, size)
            offset += UInt64(size)
            return token
        }
        guard let header = peek(8, in: &piece) else { return nil }
        let length = Self.number(header)
        guard length <= UInt64(limit) else { throw .longToken(length, limit: limit) }
        guard let unit = take(8 + (Int(length) + 7) & ~7, from: &piece) else { return nil }
        return try unit.withUnsafeBufferPointer { unit throws(Problem) in
            try Self.token(at: UnsafeRawBufferPointer(unit), limit: limit)?.token
        }
    }

    /// A token where it stands, and how many bytes it takes; nil if not all of it is there.
    private static func token(
        at bytes: UnsafeRawBufferPointer, limit: Int
    ) throws(Problem) -> (token: ByteString, size: Int)? {
        guard bytes.count >= 8 else { return nil }
        let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        guard length <= UInt64(limit) else { throw .longToken(length, limit: limit) }
        let end = 8 + Int(length)
        let size = (end + 7) & ~7
        guard bytes.count >= size else { return nil }
        guard bytes[end..<size].allSatisfy({ $0 == 0 }) else { throw .nonZeroPadding }
        return (ByteString(bytes[8..<end]), size)
    }

    /// The next number; nil if the piece ends within it.
    mutating func number(from piece: inout UnsafeRawBufferPointer) -> UInt64? {
        take(8, from: &piece).map(Self.number)
    }

    /// Takes zeros; false if the piece ends within them.
    mutating func zeros(_ count: Int, from piece: inout UnsafeRawBufferPointer) throws(Problem) -> Bool {
        guard let zeros = take(count, from: &piece) else { return false }
        guard zeros.allSatisfy({ $0 == 0 }) else { throw .nonZeroPadding }
        return true
    }

    /// Takes what is there of so many bytes, as it stands.
    mutating func bytes(upTo count: UInt64, from piece: inout UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let part = Int(min(count, UInt64(piece.count)))
        let bytes = UnsafeRawBufferPointer(rebasing: piece[..<part])
        advance(&piece, part)
        offset += UInt64(part)
        return bytes
    }

    /// The next bytes, which stay; nil, and all is held, if there are fewer.
    private mutating func peek(_ count: Int, in piece: inout UnsafeRawBufferPointer) -> [UInt8]? {
        if held.isEmpty, piece.count >= count { return Array(piece[..<count]) }
        let missing = max(0, count - held.count)
        let part = min(missing, piece.count)
        held.append(contentsOf: piece[..<part])
        advance(&piece, part)
        return held.count >= count ? Array(held[..<count]) : nil
    }

    private mutating func take(_ count: Int, from piece: inout UnsafeRawBufferPointer) -> [UInt8]? {
        guard let bytes = peek(count, in: &piece) else { return nil }
        if held.isEmpty {
            advance(&piece, count)
        } else {
            held.removeFirst(count)
        }
        offset += UInt64(count)
        return bytes
    }

    private func advance(_ piece: inout UnsafeRawBufferPointer, _ count: Int) {
        piece = UnsafeRawBufferPointer(rebasing: piece[count...])
    }

    private static func number(_ bytes: [UInt8]) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A number as archives have it.
    static func encode(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    /// A token as archives have it.
    static func encode(_ token: some Collection<UInt8>) -> [UInt8] {
        encode(UInt64(token.count)) + token + zeros(after: UInt64(token.count))
    }

    /// What fills up so many bytes to a multiple of eight.
    static func zeros(after count: UInt64) -> [UInt8] { [UInt8](repeating: 0, count: padding(after: count)) }

    static func padding(after count: UInt64) -> Int { Int((8 - count % 8) % 8) }
}
