import Foundation

/// Numbers as a person reads them.
enum Wording {
    /// A length in bytes, as `12.3 MB`.
    static func bytes(_ count: Int64) -> String {
        let units = ["kB", "MB", "GB", "TB", "PB"]
        guard count >= 1000 else { return String(count) + " B" }
        var value = Double(count) / 1000
        var unit = 0
        while value >= 999.95, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        let tenths = (value * 10).rounded() / 10
        return "\(tenths) \(units[unit])"
    }

    /// By how many bytes something grew or shrank, as `+1.2 MB` or `-300 B`.
    static func difference(_ count: Int64) -> String {
        count < 0 ? "-\(bytes(-count))" : "+\(bytes(count))"
    }

    /// A count with its noun, as `1 change` or `3 changes`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// How long ago something was, as `5m`, from a time as RFC 3339 says it; the text itself if it says none.
    static func age(of time: String, now: Date = Date()) -> String {
        guard let then = Timestamp.parse(time) else { return time }
        return span(now.timeIntervalSince(then))
    }

    /// How long it is until a time as RFC 3339 says it, as `58m left`; the text itself if it says none.
    static func left(until time: String, now: Date = Date()) -> String {
        guard let then = Timestamp.parse(time) else { return time }
        return then > now ? "\(span(then.timeIntervalSince(now))) left" : "over"
    }

    private static func span(_ interval: TimeInterval) -> String {
        let seconds = max(0, Int(interval))
        switch seconds {
        case ..<60: return "\(seconds)s"
        case ..<3600: return "\(seconds / 60)m"
        case ..<172_800: return "\(seconds / 3600)h"
        default: return "\(seconds / 86_400)d"
        }
    }
}

/// Points in time as they are written.
enum Timestamp {
    /// Parses a time of RFC 3339, with or without a fraction of a second.
    static func parse(_ text: String) -> Date? {
        let whole = Date.ISO8601FormatStyle()
        let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        return (try? whole.parse(text)) ?? (try? fractional.parse(text))
    }

    /// A time in milliseconds since 1970 as RFC 3339 says it, to the second, in UTC.
    static func text(milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
    }
}
