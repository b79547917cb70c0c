public import ConfigurationGraph

/// By what time to ask for a lease that another holds.
///
/// A lease's end is by the clock of whoever renewed it last. One that is an hour ahead would keep everybody else out for
/// an hour after it died; so a lease that was refused is taken for run out once it was seen unchanged for its whole
/// time, by one's own clock that nothing sets, and not before, whatever the clock on the wall says.
public struct LeaseClaim: Hashable, Sendable {
    private var seen: Lease?
    private var since = Moment(milliseconds: 0)

    public init() {}

    /// The lease was refused, as it is another's.
    ///
    /// - Parameter now: the time of `CLOCK_BOOTTIME`.
    public mutating func refused(by lease: Lease, at now: Moment) {
        if seen != lease {
            seen = lease
            since = now
        }
    }

    /// The lease was given.
    public mutating func given() { seen = nil }

    /// The `now` to acquire it with.
    public func time(wall: Moment, at now: Moment) -> Moment {
        guard let seen else { return wall }
        return since + seen.duration <= now
            ? max(wall, seen.expires) : min(wall, Moment(milliseconds: seen.expires.milliseconds - 1))
    }
}
