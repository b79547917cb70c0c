/// Reads the parts of ATerm that derivations have, and nothing that Nix wouldn't write: no blanks, no other escapes.
struct ATermReader {
    private let bytes: UnsafeRawBufferPointer
    /// Where the next byte is.
    private(set) var offset = 0

    /// The bytes must stay where they are for as long as this reads.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    func failure(_ problem: ATermError.Problem, at place: Int? = nil) -> ATermError {
        ATermError(offset: place ?? offset, problem: problem)
    }

    /// Whether a character is next; it is taken if so.
    mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    mutating func expect(_ literal: StaticString) throws(ATermError) {
        let length = literal.utf8CodeUnitCount
        for place in 0..<length {
            guard offset + place < bytes.count else {
                offset = bytes.count
                throw failure(.endsEarly)
            }
            guard bytes[offset + place] == literal.utf8Start[place] else { throw failure(.expected("'\(literal)'")) }
        }
        offset += length
    }

    mutating func end() throws(ATermError) {
        if offset < bytes.count { throw failure(.trailingBytes(bytes.count - offset)) }
    }

    /// A list; the closure reads one element.
    mutating func list(
        _ element: (inout ATermReader) throws(ATermError) -> Void
    ) throws(ATermError) {
        try expect("[")
        if takes("]") { return }
        repeat { try element(&self) } while takes(",")
        guard offset < bytes.count else { throw failure(.endsEarly) }
        guard takes("]") else { throw failure(.expected("',' or ']'")) }
    }

    mutating func string() throws(ATermError) -> ByteString {
        let (raw, hasEscapes) = try rawString()
        guard hasEscapes else { return ByteString(bytes[raw]) }
        var string: [UInt8] = []
        string.reserveCapacity(raw.count)
        var place = raw.lowerBound
        while place < raw.upperBound {
            if bytes[place] == UInt8(ascii: "\\") {
                place += 1
                string.append(try unescaped(at: place))
            } else {
                string.append(bytes[place])
            }
            place += 1
        }
        return ByteString(string)
    }

    /// A string where it stands, without its quotes, if that is all there is to it.
    mutating func plainString() throws(ATermError) -> UnsafeRawBufferPointer {
        let start = offset
        let (raw, hasEscapes) = try rawString()
        if hasEscapes { throw failure(.unexpectedEscape, at: start) }
        return UnsafeRawBufferPointer(rebasing: bytes[raw])
    }

    /// A string's extent without its quotes.
    private mutating func rawString() throws(ATermError) -> (Range<Int>, hasEscapes: Bool) {
        try expect("\"")
        let start = offset
        var hasEscapes = false
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                offset += 1
                return (start..<offset - 1, hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                offset += 2
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): throw failure(.unescaped(bytes[offset]))
            default: offset += 1
            }
        }
        offset = bytes.count
        throw failure(.unclosedString, at: start - 1)
    }

    private func unescaped(at place: Int) throws(ATermError) -> UInt8 {
        switch bytes[place] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes[place]
        case UInt8(ascii: "n"): UInt8(ascii: "\n")
        case UInt8(ascii: "r"): UInt8(ascii: "\r")
        case UInt8(ascii: "t"): UInt8(ascii: "\t")
        default: throw failure(.unknownEscape(bytes[place]), at: place - 1)
        }
    }
}
