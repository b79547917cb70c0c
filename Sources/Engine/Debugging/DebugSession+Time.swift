import ConfigurationGraph
import Foundation

extension DebugSession {
    /// A session that begins now.
    init(original: String, author: String, reason: String?, seconds: Int, now: Date = Date()) {
        self.init(
            original: original, author: author, reason: reason, startedAt: now.formatted(.iso8601),
            endsAt: now.addingTimeInterval(Double(seconds)).formatted(.iso8601))
    }

    /// How many whole seconds are left of it; 1 at the least, as conmon takes no less.
    func secondsLeft(now: Date = Date()) -> Int {
        guard let end = try? Date.ISO8601FormatStyle().parse(endsAt) else { return 1 }
        return max(1, Int(end.timeIntervalSince(now).rounded(.up)))
    }

    /// Whether its time is over.
    func isOver(now: Date = Date()) -> Bool {
        guard let end = try? Date.ISO8601FormatStyle().parse(endsAt) else { return true }
        return end <= now
    }
}
