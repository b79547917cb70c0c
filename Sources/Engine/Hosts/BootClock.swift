import ConfigurationGraph
import Foundation
import Glibc

/// The clock that nobody sets: milliseconds since the machine was started, the time that it slept included.
enum BootClock {
    static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// What tells this boot of the machine from all others.
    static var boot: String {
        let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        return (text ?? "unknown").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Sleeps until a moment has come.
    ///
    /// - Throws: `CancellationError`.
    static func sleep(until moment: Moment) async throws {
        while true {
            let left = moment.seconds(since: now)
            guard left > 0 else { return }
            try await Task.sleep(for: .seconds(left), tolerance: .milliseconds(1))
        }
    }
}

extension Moment {
    /// The present by the clock on the wall, as leases and observations in the store have it.
    static var wall: Moment { Moment(seconds: Date().timeIntervalSince1970) }
}
