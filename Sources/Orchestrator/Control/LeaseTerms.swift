import ConfigurationGraph

/// How leases are kept, in seconds of whoever keeps them.
///
/// **Never two owners.** What holds an exclusive volume runs in one place at the most, whatever is lost, slow or cut off.
/// This rests on three assumptions, and on none about clocks on the wall, which may be wrong and jump:
///
/// 1. Each machine has a clock that never goes back and counts while it sleeps (`CLOCK_BOOTTIME`); the `now` that
///    machines are given is of that clock. In a second of one host, no other host's clock goes by less than 0.98 s or by
///    more than 1.02 s (``drift``).
/// 2. A host's watchdog runs whenever its instances run, and stops those that hold exclusive volumes within 25 s.
/// 3. The store tells the truth: who reads sees at least what was committed before he asked.
///
/// A host counts its lease from when it *asked* for it; whoever watches it counts from when he first *saw* it renewed,
/// which is never earlier. So the host's watchdog fires, by its own clock, ``duration`` after the asking, before anybody
/// takes the lease for run out. Then `PlannerSettings.grace` and `watchdogMargin` (30 s in all) go by before what holds
/// an exclusive volume is given up: room for the stopping, and for the clocks' difference, which is
/// `2 · drift · duration + drift · 30 s`, 1.2 s.
public struct LeaseTerms: Hashable, Sendable {
    /// How long a lease holds after it was asked for.
    public var duration: Double = 15
    /// How often it is renewed.
    public var renewEvery: Double = 5
    /// How soon what was not answered, or was refused, is asked for again.
    public var retryEvery: Double = 2
    /// How long after a lease was taken from another machine nothing that holds an exclusive volume is started.
    ///
    /// As long as that machine may think it has it, and its watchdog needs.
    public var takeover: Double = 45
    /// By what part two machines' clocks may differ in a second.
    public static let drift = 0.02

    public init() {}

    /// When a lease is to be asked for next.
    ///
    /// - Parameters:
    ///   - held: the lease, where one has it.
    ///   - asking: the last question, where it wasn't answered by the lease.
    func due(_ held: OwnLease?, _ asking: Asking?) -> Moment {
        let renewal = held.map { $0.asked + renewEvery }
        let retry = asking.map { $0.at + retryEvery }
        return [renewal, retry].compactMap(\.self).max() ?? Moment(milliseconds: .min)
    }
}

/// A lease that one holds, by one's own clock.
struct OwnLease: Hashable, Sendable {
    /// The fencing number: it grows each time that the lease gets another holder.
    var epoch: Int64
    /// When it was last asked for, and was given.
    var asked: Moment
    /// When it runs out.
    var until: Moment
}

/// When something was asked for that may never be answered.
struct Asking: Hashable, Sendable {
    /// Tells its answer from those that come too late.
    var ticket: Int
    var at: Moment
}
