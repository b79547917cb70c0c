/// The part of a file that a request asks for: the first of `Range: bytes=FIRST-LAST` (RFC 9110, section 14.2).
public struct ByteRange: Hashable, Sendable {
    public var first: Int
    /// The last byte; nil for all that follow.
    public var last: Int?

    /// Reads a header's value; nil for another unit, several parts, a part counted from the end, and what is none: the whole
    /// file is then the answer, as the RFC allows.
    public init?(header: String) {
        let unit = "bytes="
        guard header.hasPrefix(unit) else { return nil }
        let ends = header.dropFirst(unit.count).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Self.number(ends[0]) else { return nil }
        self.first = first
        if ends[1].isEmpty { return }
        guard let last = Self.number(ends[1]), last >= first else { return nil }
        self.last = last
    }

    /// The bytes of a file that has so many; nil if it has none of them.
    public func within(_ size: Int) -> Range<Int>? {
        guard first < size else { return nil }
        return first..<min(last ?? Int.max, size - 1) + 1
    }

    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? Int(text) : nil
    }
}
