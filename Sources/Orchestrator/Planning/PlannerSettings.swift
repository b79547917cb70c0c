/// What holds for all automatons alike, in seconds and parts.
public struct PlannerSettings: Hashable, Sendable {
    /// How long after a lease ran out a host's instances are given up.
    public var grace: Double = 10
    /// How much longer what holds an exclusive volume waits, so that a watchdog on the host has surely stopped it.
    public var watchdogMargin: Double = 20
    /// How old a measurement may be.
    public var staleAfter: Double = 30
    /// The part of the latency that a move must save.
    public var betterBy: Double = 0.15

    public init() {}
}
