/// A JSON object's members as text: what is hashed must be as Go's encoder passes it on, the order within a member
/// included, which no decoder keeps.
enum RawJSON {
    /// The members of an object by name, each as `json.RawMessage` is written: without white space, and with what could
    /// end a script escaped. The bytes must be a JSON object.
    static func members(of bytes: [UInt8]) -> [String: String] {
        var members: [String: String] = [:]
        var (name, value): ([UInt8]?, [UInt8]) = (nil, [])
        var (depth, inString, escaped) = (0, false, false)
        for byte in bytes {
            if inString {
                value.append(byte)
                if escaped {
                    escaped = false
                } else {
                    escaped = byte == UInt8(ascii: "\\")
                    inString = byte != UInt8(ascii: "\"")
                }
                continue
            }
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): continue
            case UInt8(ascii: ":") where depth == 1:
                (name, value) = (value, [])
                continue
            case UInt8(ascii: ",") where depth == 1, UInt8(ascii: "}") where depth == 1:
                if let name { members[text(of: name)] = escaping(value) }
                (name, value) = (nil, [])
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth == 1 { continue }
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "\""): inString = true
            default: break
            }
            value.append(byte)
        }
        return members
    }

    /// A member's name without its quotes; the names that matter have nothing escaped.
    private static func text(of name: [UInt8]) -> String {
        String(decoding: name.dropFirst().dropLast(), as: UTF8.self)
    }

    /// These characters can only be in strings.
    private static func escaping(_ value: [UInt8]) -> String {
        String(decoding: value, as: UTF8.self).unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "<": text += "\\u003c"
            case ">": text += "\\u003e"
            case "&": text += "\\u0026"
            case "\u{2028}": text += "\\u2028"
            case "\u{2029}": text += "\\u2029"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
