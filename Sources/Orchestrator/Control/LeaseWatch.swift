import ConfigurationGraph

/// A lease as the store has it. The times in it are of clocks that nobody here trusts: only that it changes counts.
public struct LeaseSighting: Hashable, Sendable {
    /// The host's name.
    public var host: String
    public var holder: String
    public var epoch: Int64
    /// Whatever each renewal changes.
    public var renewal: Int64

    public init(host: String, holder: String, epoch: Int64, renewal: Int64) {
        self.host = host
        self.holder = holder
        self.epoch = epoch
        self.renewal = renewal
    }
}

/// Who renews its lease, judged by one's own clock alone: a lease ran out if it was seen unchanged for its whole time.
///
/// While the store can't be read nothing is seen, and nothing runs out.
struct LeaseWatch: Hashable, Sendable {
    /// What was last seen of a host's lease, and since when.
    private var seen: [String: Seen] = [:]
    /// Whether leases were read at all.
    private(set) var hasLooked = false

    private struct Seen: Hashable, Sendable {
        /// Nil where there was none.
        var sighting: LeaseSighting?
        /// When it was first seen so.
        var since: Moment
        /// The last time at which it was surely still so.
        var until: Moment
    }

    /// Takes in what was read.
    ///
    /// - Parameters:
    ///   - asked: when reading began: it was so at that time, or later.
    ///   - now: when it was read: it may have changed just before.
    mutating func see(_ sightings: [LeaseSighting], of hosts: [String], asked: Moment, now: Moment) {
        let byHost = Dictionary(sightings.map { ($0.host, $0) }) { first, _ in first }
        var next: [String: Seen] = [:]
        for host in hosts {
            if let known = seen[host], known.sighting == byHost[host] {
                next[host] = Seen(sighting: known.sighting, since: known.since, until: max(known.until, asked))
            } else {
                next[host] = Seen(sighting: byHost[host], since: now, until: now)
            }
        }
        seen = next
        hasLooked = true
    }

    /// Whether a host has its lease, as far as is known; one that was never looked for has.
    func lease(of host: String, terms: LeaseTerms) -> HostState.Lease {
        guard let seen = seen[host] else { return .held }
        let end = seen.since + terms.duration
        return end <= seen.until ? .ranOut(end) : .held
    }
}
