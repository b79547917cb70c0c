import ConfigurationGraph

/// When a lease that another holds may be taken from him.
///
/// A lease's end is by the clock on the wall of whoever renewed it last: where that is an hour ahead it would keep
/// everybody else out for an hour after he died, and where one's own is ahead a lease would be taken from somebody who
/// still renews it. So no such clock is asked. A lease ran out once it was seen unchanged for its whole time by one's own
/// clock that nothing sets; it is then asked for as it was seen, and the store gives it if it still is so.
struct LeaseClaim: Hashable, Sendable {
    private var seen: Lease?
    private var since = Moment(milliseconds: 0)

    /// The lease was refused, as it is another's.
    mutating func refused(by lease: Lease, at now: Moment) {
        guard seen != lease else { return }
        seen = lease
        since = now
    }

    /// The lease was given.
    mutating func given() { seen = nil }

    /// The lease that ran out; nil where none is known to have.
    ///
    /// Its holder's clock may go slower than one's own.
    func unchanged(at now: Moment) -> Lease? {
        seen.flatMap { since + $0.duration * (1 + LeaseTerms.drift) / (1 - LeaseTerms.drift) <= now ? $0 : nil }
    }
}
