public import ConfigurationGraph

/// The decisions of a host's agent: when it asks for its lease, what it starts and stops, and what it says of it.
///
/// No IO, no clock. The shell is a loop: take the next event, or the time that ``Effect/wake(at:)`` named; hand it over
/// with the time of `CLOCK_BOOTTIME` at that moment; do the effects in their order, each without waiting for the others
/// (an answer is a further event). What is not answered is asked for again, so a failed question needs no event. The
/// machine begins with nothing known: ``Event/tick`` first.
///
/// What holds: nothing is started without a lease and without having read what is placed here since it was had; what
/// isn't placed here any more ends before what wants its room begins; what holds an exclusive volume is started only
/// before the time that ``Effect/start(_:by:)`` names.
public struct AgentMachine: Sendable {
    public enum Event: Hashable, Sendable {
        /// Nothing but the time.
        case tick
        /// The lease is this agent's. `epoch` is the lease's.
        case leaseGiven(ticket: Int, epoch: Int64)
        /// Another machine has it.
        case leaseRefused(ticket: Int, by: Lease)
        /// Whatever runs on this machine that was ever started for this host, and whether it is ready.
        case found([Found])
        /// All that the graph places on this host, as of a revision. Unasked too, whenever it changed.
        case placed([Assignment], revision: Revision, ticket: Int?)
        case started(String)
        case startFailed(String)
        /// A probe found it ready, or not ready any more.
        case ready(String, Bool)
        /// Its process is gone, whoever ended it.
        case ended(String)
        /// These were written.
        case reported([InstanceReport])
    }

    public enum Effect: Hashable, Sendable {
        /// Acquire or renew the lease of this host, from another machine only if it is still the lease named.
        case askForLease(ticket: Int, unchanged: Lease?)
        /// Keep this number in the state directory, for the agent's next start.
        case keep(epoch: Int64)
        /// Tell the watchdog until when the lease holds.
        case armWatchdog(until: Moment)
        /// Find out what runs.
        case lookAround
        /// Read what is placed here; the answer repeats the ticket.
        case read(ticket: Int)
        /// Start it, if it holds an exclusive volume only if its process begins before that time, by the same clock.
        case start(Assignment, by: Moment)
        case stop(instance: String, reason: String)
        /// Write these, under the preconditions that this host's lease has this epoch, and that the instance is still
        /// placed here with that spec.
        case report([InstanceReport], epoch: Int64)
        /// Another machine is this host: say so, and that one of the two must get another name.
        case warnOfNamesake(holder: String)
        /// Look again at this time.
        case wake(at: Moment)
    }

    /// Something that runs already.
    public struct Found: Hashable, Sendable {
        public var assignment: Assignment
        public var isReady: Bool

        public init(_ assignment: Assignment, isReady: Bool) {
            self.assignment = assignment
            self.isReady = isReady
        }
    }

    public let terms: LeaseTerms
    /// What instances can have here.
    public var allocatable: Resources
    /// The epoch that this machine's state directory knows; nil where it never had the lease.
    var knownEpoch: Int64?
    var lease: OwnLease?
    /// When nothing that holds an exclusive volume may be started before.
    var exclusiveFrom: Moment?
    var isRefused = false
    var claim = LeaseClaim()

    var askingLease: Asking?
    var askingPlaces: Asking?
    var askingWhatRuns: Moment?
    var reporting: Moment?
    var tickets = 0

    /// What is placed here; nil until it was read since the lease was last had.
    var placed: [String: Assignment]?
    var revision = Revision.zero
    /// The newest revision that anything was told of.
    var heard = Revision.zero
    /// What is here; nil until somebody looked.
    var runs: [String: Run]?
    var failures: [String: Failure] = [:]
    /// What is written of each instance.
    var reports: [String: InstanceReport] = [:]

    /// - Parameters:
    ///   - knownEpoch: what ``Effect/keep(epoch:)`` kept on this machine.
    ///   - allocatable: what instances can have here.
    public init(knownEpoch: Int64?, allocatable: Resources, terms: LeaseTerms = LeaseTerms()) {
        self.knownEpoch = knownEpoch
        self.allocatable = allocatable
        self.terms = terms
    }

    public mutating func handle(_ event: Event, at now: Moment) -> [Effect] {
        var effects = take(event, at: now)
        effects += keepLease(at: now)
        effects += arrange(at: now)
        effects += report(at: now)
        if let next = nextLook(after: now) { effects.append(.wake(at: next)) }
        return effects
    }

    /// Whether the lease is this agent's now.
    public func holdsLease(at now: Moment) -> Bool { lease.map { now < $0.until } ?? false }

    private mutating func take(_ event: Event, at now: Moment) -> [Effect] {
        switch event {
        case .tick: return []
        case .leaseGiven(let ticket, let epoch): return leaseGiven(ticket, epoch)
        case .leaseRefused(let ticket, let holding): return leaseRefused(ticket, by: holding, at: now)
        case .found(let found): takeUp(found)
        case .placed(let assignments, let revision, let ticket):
            takeIn(assignments, revision, ticket)
        case .started(let name): if runs?[name]?.state == .starting { runs?[name]?.state = .running }
        case .startFailed(let name): if runs?[name]?.state == .starting { end(name, at: now) }
        case .ready(let name, let isReady): setReady(name, isReady)
        case .ended(let name): end(name, at: now)
        case .reported(let reported):
            reporting = nil
            for report in reported { reports[report.instance] = report }
        }
        return []
    }

    mutating func nextTicket() -> Int {
        tickets += 1
        return tickets
    }
}
