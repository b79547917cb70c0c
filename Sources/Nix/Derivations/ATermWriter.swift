/// Writes the parts of ATerm that derivations have.
struct ATermWriter {
    private(set) var bytes: [UInt8] = []

    mutating func literal(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    mutating func string(_ string: some Sequence<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        for byte in string {
            if let escape = Self.escape(for: byte) {
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(escape)
            } else {
                bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func tuple(_ strings: [[UInt8]]) {
        literal("(")
        separated(strings) { $0.string($1) }
        literal(")")
    }

    mutating func list<Elements: Sequence>(_ elements: Elements, _ write: (inout ATermWriter, Elements.Element) -> Void)
    {
        literal("[")
        separated(elements, write)
        literal("]")
    }

    private mutating func separated<Elements: Sequence>(
        _ elements: Elements, _ write: (inout ATermWriter, Elements.Element) -> Void
    ) {
        for (place, element) in elements.enumerated() {
            if place > 0 { literal(",") }
            write(&self, element)
        }
    }

    /// What stands behind the backslash; nil for bytes that stand for themselves.
    private static func escape(for byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
        case UInt8(ascii: "\n"): UInt8(ascii: "n")
        case UInt8(ascii: "\r"): UInt8(ascii: "r")
        case UInt8(ascii: "\t"): UInt8(ascii: "t")
        default: nil
        }
    }
}
