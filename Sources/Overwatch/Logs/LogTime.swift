/// The times in a log (RFC 3339, with up to nanoseconds), read without a formatter: there is one in each line.
enum LogTime {
    /// Milliseconds since 1970, rounded down; nil for what is no time.
    static func milliseconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[4] == 45, bytes[7] == 45, bytes[13] == 58, bytes[16] == 58,
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
            let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var zone = bytes[19...]
        var fraction: Int64 = 0
        if zone.first == UInt8(ascii: ".") {
            let digits = zone.dropFirst().prefix { (48...57).contains($0) }
            fraction = number(digits.prefix(3) + [48, 48, 48].dropFirst(min(digits.count, 3))) ?? 0
            zone = zone.dropFirst(1 + digits.count)
        }
        guard let offset = offset(zone) else { return nil }
        let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
        return seconds * 1000 + fraction
    }

    /// Seconds east of Greenwich: `Z`, `+01:00` or `-05:30`.
    private static func offset(_ zone: ArraySlice<UInt8>) -> Int64? {
        if zone.elementsEqual("Z".utf8) || zone.elementsEqual("z".utf8) { return 0 }
        let bytes = Array(zone)
        guard bytes.count == 6, bytes[3] == 58, let hours = number(bytes[1..<3]), let minutes = number(bytes[4..<6])
        else { return nil }
        switch bytes[0] {
        case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
        case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
        default: return nil
        }
    }

    private static func number(_ digits: some Collection<UInt8>) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            value = value * 10 + Int64(digit - 48)
        }
        return value
    }

    /// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March, so that the leap day is
    /// a year's last.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}
