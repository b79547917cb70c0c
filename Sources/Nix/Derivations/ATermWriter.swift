/// Writes the parts of ATerm that derivations have.
struct ATermWriter {
    private(set) var bytes: [UInt8] = []

    mutating func literal(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Makes room for so many bytes.
    mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(count)
    }

    mutating func string(_ string: [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        string.withUnsafeBufferPointer { string in
            // What needs no escape goes in at once.
            var start = 0
            for place in string.indices {
                guard let escape = Self.escape(for: string[place]) else { continue }
                bytes.append(contentsOf: string[start..<place])
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(escape)
                start = place + 1
            }
            bytes.append(contentsOf: string[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func string(_ text: String) {
        string(Array(text.utf8))
    }

    /// A path, which never needs an escape.
    mutating func path(_ path: StorePath, in store: StoreDirectory) {
        bytes.append(UInt8(ascii: "\""))
        store.write(path, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
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
