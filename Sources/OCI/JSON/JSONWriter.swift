/// Writes JSON with sorted keys, so that equal values are equal bytes.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private let isPretty: Bool

    init(pretty: Bool) { isPretty = pretty }

    /// A value's text without white space.
    ///
    /// - Throws: `EncodingError` for a number that JSON can't hold.
    static func compact(_ value: JSONValue) throws -> [UInt8] {
        var writer = JSONWriter(pretty: false)
        try writer.write(value)
        return writer.bytes
    }

    /// Writes a value.
    ///
    /// - Throws: `EncodingError` for a number that JSON can't hold.
    mutating func write(_ value: JSONValue, indent: Int = 0) throws {
        switch value {
        case .null: write("null")
        case .bool(let value): write(value ? "true" : "false")
        case .integer(let value): write(String(value))
        case .numeral(let text): write(text)
        case .string(let text): quote(text)
        case .number(let value):
            guard value.isFinite else {
                let context = EncodingError.Context(codingPath: [], debugDescription: "\(value) is no number for JSON")
                throw EncodingError.invalidValue(value, context)
            }
            write(Self.text(value))
        case .array(let elements):
            try list("[", elements, "]", indent) { writer, element in try writer.write(element, indent: indent + 1) }
        case .object(let members):
            try list("{", members.sorted(by: Self.precedes), "}", indent) { writer, member in
                writer.quote(member.key)
                writer.write(writer.isPretty ? " : " : ":")
                try writer.write(member.value, indent: indent + 1)
            }
        }
    }

    /// A finite number's shortest text that reads back as the same; whole ones without a fraction.
    static func text(_ value: Double) -> String {
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    typealias Member = (key: String, value: JSONValue)

    /// The order of keys: that of their bytes, which depends on no language and no Unicode version.
    static func precedes(_ left: Member, _ right: Member) -> Bool {
        left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
    }

    private mutating func list<Element>(
        _ opening: StaticString, _ elements: [Element], _ closing: StaticString, _ indent: Int,
        _ element: (inout JSONWriter, Element) throws -> Void
    ) throws {
        write(opening)
        for (index, each) in elements.enumerated() {
            if index > 0 { write(",") }
            breakLine(indent + 1)
            try element(&self, each)
        }
        if elements.isEmpty, isPretty { bytes.append(UInt8(ascii: "\n")) }
        breakLine(indent)
        write(closing)
    }

    private mutating func breakLine(_ indent: Int) {
        guard isPretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
    }

    private mutating func write(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): write("\\\"")
            case UInt8(ascii: "\\"): write("\\\\")
            case 0x08: write("\\b")
            case 0x0C: write("\\f")
            case 0x0A: write("\\n")
            case 0x0D: write("\\r")
            case 0x09: write("\\t")
            case 0..<0x20: write("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
