import ArgumentParser
import Foundation

/// A time span as a user writes it: `90s`, `5m`, `2h`, `7d`; seconds where no unit is given.
struct TimeSpan: ExpressibleByArgument, CustomStringConvertible {
    let seconds: Double

    init(seconds: Double) {
        self.seconds = seconds
    }

    init?(argument: String) {
        let units: [(suffix: String, seconds: Double)] = [
            ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400), ("", 1),
        ]
        for unit in units where argument.hasSuffix(unit.suffix) {
            guard let number = Double(argument.dropLast(unit.suffix.count)) else { continue }
            guard number.isFinite, number >= 0, number * unit.seconds < 1e9 else { return nil }
            seconds = number * unit.seconds
            return
        }
        return nil
    }

    var duration: Duration { .milliseconds(Int64(seconds * 1000)) }
    var description: String { seconds == seconds.rounded() ? "\(Int(seconds))s" : "\(seconds)s" }
    var defaultValueDescription: String { description }
}

/// A point in time as a user writes it: a time of RFC 3339, or a time span before now.
struct PointInTime: ExpressibleByArgument {
    let milliseconds: Int64

    init?(argument: String) {
        if let span = TimeSpan(argument: argument) {
            milliseconds = Int64((Date().timeIntervalSince1970 - span.seconds) * 1000)
        } else if let time = Timestamp.parse(argument) {
            milliseconds = Int64(time.timeIntervalSince1970 * 1000)
        } else {
            return nil
        }
    }
}
