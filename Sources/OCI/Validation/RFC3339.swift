/// Times as image-spec writes them (RFC 3339, section 5.6).
enum RFC3339 {
    /// Whether a text is a date and a time with an offset.
    static func isTime(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        guard let year = number(4, "-", &rest), let month = number(2, "-", &rest), let day = number(2, "Tt", &rest),
            let hour = number(2, ":", &rest), let minute = number(2, ":", &rest), let second = number(2, "", &rest),
            (1...12).contains(month), (1...days(month, of: year)).contains(day), hour < 24, minute < 60, second <= 60
        else { return false }
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix(while: isDigit)
            guard !digits.isEmpty else { return false }
            rest = rest.dropFirst(1 + digits.count)
        }
        switch rest.popFirst() {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"): return rest.isEmpty
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard let hour = number(2, ":", &rest), let minute = number(2, "", &rest) else { return false }
            return hour < 24 && minute < 60 && rest.isEmpty
        default: return false
        }
    }

    /// Takes a number of some digits, and one of the characters behind it.
    private static func number(_ count: Int, _ separators: String, _ rest: inout ArraySlice<UInt8>) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(isDigit) else { return nil }
        rest = rest.dropFirst(count)
        if !separators.isEmpty {
            guard let separator = rest.popFirst(), separators.utf8.contains(separator) else { return nil }
        }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static func days(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
