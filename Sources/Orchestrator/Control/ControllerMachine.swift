public import ConfigurationGraph

/// The decisions of a controller: when it leads, when it reads, plans and commits, and what it waits for.
///
/// No IO, no clock. The shell is a loop as the agent's: take the next event, or the time that ``Effect/wake(at:)``
/// named, hand it over with the time of `CLOCK_BOOTTIME` (which is `now` for the planner too: no clock on the wall
/// decides anything); do the effects in order, each without waiting for the others. What isn't answered is asked for
/// again; an answer repeats its question's ticket. Two at once are safe: each commit names the lease's epoch.
///
/// One proposal is under way at a time. Its steps are taken for done in the fleet at once; if it is refused, the graph is
/// read anew, later each time that the next one is refused too. If nothing is heard of it, the lease is given up first, so
/// that it can't land later, unseen. An instance that goes on elsewhere while its host is there ends first: its node is
/// marked, and the new place committed when its agent has said that it ended, or when its host is given up.
public struct ControllerMachine: Sendable {
    public enum Event: Sendable {
        /// Nothing but the time.
        case tick
        case leaseGiven(ticket: Int, epoch: Int64)
        case leaseRefused(ticket: Int, by: Lease)
        /// The graph as it is at the fleet's revision; from there on its changes are told.
        case read(Fleet, endings: [FleetChange.Ending], ticket: Int)
        /// What commits changed, in order: all from the revision after `after` up to and with `revision`.
        case changed([FleetChange], after: Revision, revision: Revision)
        /// All hosts' leases.
        case leases([LeaseSighting], ticket: Int)
        /// All that is known by measurement.
        case observed(Observations)
        /// The proposal landed as this revision.
        case committed(Revision, ticket: Int)
        /// A precondition didn't hold.
        case refused(ticket: Int)
    }

    public enum Effect: Sendable {
        /// Acquire or renew the controllers' lease, from another controller only if it is still the lease named.
        case askForLease(ticket: Int, unchanged: Lease?)
        /// Release it: who has it next, be it this controller, has another epoch.
        case giveUpLease(epoch: Int64)
        /// Read the graph into a fleet that began at the given time, and tell of its changes from then on.
        case read(ticket: Int, began: Moment)
        case readLeases(ticket: Int)
        case commit(Proposal)
        /// What couldn't be placed, of the automatons that were looked at; for whoever asks.
        case tell(Plan)
        /// Look again at this time.
        case wake(at: Moment)
    }

    public let terms: LeaseTerms
    public let settings: PlannerSettings
    /// The fleet as it will be when all that was decided is done; nil while it doesn't lead, or hasn't read.
    public internal(set) var fleet: Fleet?

    var lease: OwnLease?
    var askingLease: Asking?
    var claim = LeaseClaim()
    /// The epoch of a lease that was given up.
    var abandoned: Int64?
    /// Whether the graph is to be read before anything else is done.
    var needsReading = true
    var reading: Asking?
    /// How long an answer to that is waited for, in seconds: a large graph takes its time.
    var readingPatience: Double?
    /// How many proposals in a row were refused, and when to read again after that.
    var refusals = 0
    var readAgain = Moment(milliseconds: .min)
    var askingLeases: Asking?
    var tickets = 0

    var watch = LeaseWatch()
    var intake = ObservationIntake()
    var observations = Observations()
    /// Instances that end, with what becomes of them.
    var endings: [String: Handover] = [:]
    /// The proposal under way, and what changed meanwhile of what it touches.
    var proposed: Proposed?
    /// The newest revision whose changes were taken in.
    var seen = Revision.zero
    /// What must have been seen before planning goes on: one's own commit.
    var awaited = Revision.zero
    /// Whether something changed since the last plan.
    var isDirty = false
    /// When the last plan asked to be made again.
    var planAgain: Moment?

    public init(settings: PlannerSettings = PlannerSettings(), terms: LeaseTerms = LeaseTerms()) {
        self.settings = settings
        self.terms = terms
    }

    /// An instance that ends.
    struct Handover: Hashable, Sendable {
        var ending: FleetChange.Ending
        /// Where it goes on; nil if it doesn't.
        var next: Step.Placed?
    }

    struct Proposed: Sendable {
        var proposal: Proposal
        /// What was decided with it and is proposed after it.
        var rest: [Proposal]
        var at: Moment
        /// The instances of all of it that didn't land yet.
        var touched: Set<String>
        /// Changes of its instances that were heard meanwhile, with their revisions.
        var later: [(change: FleetChange, revision: Revision)] = []
    }

    public mutating func handle(_ event: Event, at now: Moment) -> [Effect] {
        var effects = take(event, at: now)
        effects += keepLease(at: now)
        if leads(at: now) {
            effects += keepReading(at: now)
            effects += plan(at: now)
        }
        if let next = nextLook(after: now) { effects.append(.wake(at: next)) }
        return effects
    }

    /// Whether it leads now.
    public func leads(at now: Moment) -> Bool { lease.map { now < $0.until } ?? false }

    private mutating func take(_ event: Event, at now: Moment) -> [Effect] {
        switch event {
        case .tick: break
        case .leaseGiven(let ticket, let epoch):
            claim.given()
            guard let asking = askingLease, asking.ticket == ticket else { return [] }
            askingLease = nil
            guard epoch != abandoned else { return [.giveUpLease(epoch: epoch)] }
            if lease?.epoch != epoch { forgetAll() }
            lease = OwnLease(epoch: epoch, asked: asking.at, until: asking.at + terms.duration)
        case .leaseRefused(let ticket, let holding):
            claim.refused(by: holding, at: now)
            guard askingLease?.ticket == ticket else { return [] }
            forgetAll()
        case .read(let fleet, let endings, let ticket):
            guard let reading, reading.ticket == ticket else { return [] }
            self.reading = nil
            takeIn(fleet, endings)
        case .changed(let changes, let after, let revision): takeIn(changes, after, revision)
        case .leases(let sightings, let ticket):
            guard let asking = askingLeases, asking.ticket == ticket else { return [] }
            takeIn(sightings, asked: asking.at, now: now)
        case .observed(let new):
            observations = intake.take(new, at: now)
            isDirty = true
        case .committed(let revision, let ticket): return landed(revision, ticket, at: now)
        case .refused(let ticket):
            if proposed?.proposal.ticket == ticket { refused(at: now) }
        }
        return []
    }

    mutating func nextTicket() -> Int {
        tickets += 1
        return tickets
    }
}
