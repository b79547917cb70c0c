/// A point in time, in milliseconds since 1970, as whoever observes or plans is told it: no room of values has a clock.
public struct Moment: Hashable, Sendable, Comparable, Codable {
    /// Milliseconds since 1970, without leap seconds.
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    /// Seconds since 1970, to the nearest millisecond.
    public init(seconds: Double) { milliseconds = Int64(clamping: seconds.milliseconds) }

    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    public static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }

    /// The moment so many seconds later.
    public static func + (moment: Moment, seconds: Double) -> Moment {
        let (sum, overflow) = moment.milliseconds.addingReportingOverflow(seconds.milliseconds)
        return Moment(milliseconds: overflow ? (seconds < 0 ? .min : .max) : sum)
    }

    /// How many seconds it is after another moment; negative if it is before.
    public func seconds(since other: Moment) -> Double {
        Double(milliseconds) / 1000 - Double(other.milliseconds) / 1000
    }
}

extension Double {
    /// Seconds as whole milliseconds, held to what 64 bits can say; nothing for what is no number.
    fileprivate var milliseconds: Int64 {
        guard !isNaN else { return 0 }
        return Int64(exactly: (self * 1000).rounded()) ?? (self < 0 ? .min : .max)
    }
}
