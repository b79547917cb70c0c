public import ConfigurationGraph

/// The watchdog of a host: a process apart from the agent that outlives it, and ends what holds exclusive volumes once
/// the lease wasn't renewed in time.
///
/// The shell is a loop: wait for the agent's word or until the time that ``Effect/wake(at:)`` names, whichever is first;
/// hand it over with the time of `CLOCK_BOOTTIME`; do the effects in their order. It asks nobody else: what runs and
/// holds an exclusive volume it finds on the machine itself. A watchdog that starts anew goes on with the time that it
/// wrote down last, with the boot that it is of; after another boot nothing runs.
public struct WatchdogMachine: Hashable, Sendable {
    public enum Event: Hashable, Sendable {
        /// The agent's word: the lease holds until then.
        case armed(until: Moment)
        /// Nothing but the time.
        case tick
        /// All that holds exclusive volumes was ended, or nothing ran.
        case stopped
    }

    public enum Effect: Hashable, Sendable {
        /// Find and end whatever holds an exclusive volume, by force after a moment; then say ``Event/stopped``.
        case stopExclusive
        /// Look again at this time.
        case wake(at: Moment)
    }

    /// When the lease runs out.
    public private(set) var until: Moment
    /// How often it looks again once the lease ran out: something may just have been started.
    public static let repeatEvery: Double = 1

    /// - Parameter until: until when the lease holds, as it was last written down; the present where nothing was.
    public init(until: Moment) { self.until = until }

    public mutating func handle(_ event: Event, at now: Moment) -> [Effect] {
        if case .armed(let moment) = event { until = max(until, moment) }
        let until = planted(.watchdogLate) ? until + 60 : until
        guard until <= now else { return [.wake(at: until)] }
        // What was just started is found by the next look; so one look is never the last.
        return event == .stopped ? [.wake(at: now + Self.repeatEvery)] : [.stopExclusive]
    }
}
