/// Reads JSON (RFC 8259), and refuses what other readers pass over: a key given twice, bytes behind the document, bytes
/// that aren't UTF-8, nesting without end, and numbers beyond all use.
///
/// Numbers keep their form. Time and memory are linear in the document's length.
struct JSONParser {
    /// How deep values may be nested; no document of the specifications comes near.
    static let depthLimit = 128
    /// How many characters a number may have.
    static let numberLimit = 64

    static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    /// Where each value starts, if that is asked for.
    private(set) var offsets: [JSONPath: Int]?
    private var path: JSONPath = JSONPath()
    private var depth = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>, recordingOffsets: Bool) {
        self.bytes = bytes
        offsets = recordingOffsets ? [:] : nil
    }

    /// Reads a document.
    ///
    /// - Returns: the value and, if they are asked for, the offsets at which its values start.
    static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, recordingOffsets: Bool = false
    ) throws(JSONSyntaxError) -> (value: JSONValue, offsets: [JSONPath: Int]) {
        var parser = JSONParser(bytes, recordingOffsets: recordingOffsets)
        if let offset = UTF8Check.firstFault(in: bytes) { throw parser.error("this is not UTF-8", at: offset) }
        let value = try parser.value()
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.error("more follows behind the document's end") }
        return (value, parser.offsets ?? [:])
    }

    func error(_ reason: String, at offset: Int? = nil) -> JSONSyntaxError {
        JSONSyntaxError(reason, at: offset ?? position, in: bytes)
    }

    /// The byte at the position; nil at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(JSONSyntaxError) -> JSONValue {
        skipSpace()
        if offsets != nil { offsets?[path] = position }
        switch next {
        case UInt8(ascii: "{"): return try nested { (parser) throws(JSONSyntaxError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { (parser) throws(JSONSyntaxError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case let byte? where byte == UInt8(ascii: "-") || Self.digits.contains(byte): return try number()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw error("the document ends where a value is due")
        default: throw error("a value is due here")
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONSyntaxError) -> JSONValue
    ) throws(JSONSyntaxError) -> JSONValue {
        guard depth < Self.depthLimit else { throw error("values are nested deeper than \(Self.depthLimit)") }
        depth += 1
        position += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
        let end = position + text.utf8CodeUnitCount
        guard end <= bytes.count, bytes[position..<end].elementsEqual(text.bytes) else {
            throw error("a value is due here")
        }
        position = end
        return value
    }

    private mutating func array() throws(JSONSyntaxError) -> JSONValue {
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            try elements.append(step(.index(elements.count)))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw error("',' or ']' is due here") }
        }
    }

    private mutating func object() throws(JSONSyntaxError) -> JSONValue {
        var members: [String: JSONValue] = [:]
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipSpace()
            let start = position
            guard next == UInt8(ascii: "\"") else { throw error("a key in quotes is due here") }
            let key = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw error("':' is due here") }
            guard members.updateValue(try step(.key(key)), forKey: key) == nil else {
                throw error("the key \"\(key)\" is given twice", at: start)
            }
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw error("',' or '}' is due here") }
        }
    }

    /// Reads a value below the one that is being read.
    private mutating func step(_ step: JSONPath.Step) throws(JSONSyntaxError) -> JSONValue {
        guard offsets != nil else { return try value() }
        path.steps.append(step)
        defer { path.steps.removeLast() }
        return try value()
    }
}

extension StaticString {
    fileprivate var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}
