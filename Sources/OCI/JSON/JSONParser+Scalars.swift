extension JSONParser {
    /// Reads a string, whose first quote is next.
    mutating func string() throws(JSONSyntaxError) -> String {
        let opening = position
        position += 1
        var start = position
        var text = ""
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                let rest = String(decoding: bytes[start..<position], as: UTF8.self)
                position += 1
                return text.isEmpty ? rest : text + rest
            case UInt8(ascii: "\\"):
                text += String(decoding: bytes[start..<position], as: UTF8.self)
                text.unicodeScalars.append(try escape())
                start = position
            case 0..<0x20: throw error("a control character must be written as \\u00XX")
            default: position += 1
            }
        }
        throw error("the string that begins here has no end", at: opening)
    }

    private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
        let start = position
        position += 2
        switch start + 1 < bytes.count ? bytes[start + 1] : 0 {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try codeUnit(from: start)
            if let scalar = Unicode.Scalar(unit) { return scalar }
            guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            else { throw error("half of a surrogate pair is no character", at: start) }
            position += 2
            let low = try codeUnit(from: start)
            guard (0xDC00...0xDFFF).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (UInt32(unit - 0xD800) << 10) + UInt32(low - 0xDC00))
            else { throw error("half of a surrogate pair is no character", at: start) }
            return scalar
        default: throw error("this is no escape that JSON has", at: start)
        }
    }

    private mutating func codeUnit(from start: Int) throws(JSONSyntaxError) -> UInt16 {
        let end = position + 4
        guard end <= bytes.count, bytes[position..<end].allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let unit = UInt16(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16)
        else { throw error("four hexadecimal digits are due behind \\u", at: start) }
        position = end
        return unit
    }

    /// Reads a number, and keeps its form where that says more than its value.
    mutating func number() throws(JSONSyntaxError) -> JSONValue {
        let start = position
        if next == UInt8(ascii: "-") { position += 1 }
        if next == UInt8(ascii: "0") { position += 1 } else { try takeDigits() }
        var isWhole = true
        if next == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            try takeDigits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isWhole = false
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            try takeDigits()
        }
        guard position - start <= Self.numberLimit else {
            throw error("a number of more than \(Self.numberLimit) characters", at: start)
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole {
            guard let value = Int64(text), text != "-0" else { return .numeral(text) }
            return .integer(value)
        }
        guard let value = Double(text), value.isFinite else { throw error("a number beyond all measure", at: start) }
        return JSONWriter.text(value) == text ? .number(value) : .numeral(text)
    }

    private mutating func takeDigits() throws(JSONSyntaxError) {
        let start = position
        while let byte = next, Self.digits.contains(byte) { position += 1 }
        guard position > start else { throw error("a digit is due here") }
    }
}
