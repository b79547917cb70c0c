import ConfigurationGraph
import GraphStore
import Orchestrator

/// What a controller's loop remembers from one thing that it hears to the next.
struct ControllerDesk: Sendable {
    private var machine: ControllerMachine
    /// The lease that it holds.
    private(set) var lease: Lease?
    /// A time to wait for that nobody waits for yet.
    private(set) var newWake: Moment?
    /// A revision from which on the graph is to be watched.
    private(set) var newWatch: Revision?
    /// What reads changes; nil while the graph is being read as a whole.
    private var reader: FleetReader? { didSet { lastReader = reader ?? lastReader } }
    private var lastReader = FleetReader(lookup: .resolver)
    /// Commits that came while the graph was being read.
    private var backlog: [Commit] = []
    private var isWatching = false
    private var wake: Moment?
    private var pending: [String: String] = [:]
    private var trouble: String?

    init(machine: ControllerMachine) { self.machine = machine }

    /// What is to be done, each by a task of its own.
    enum Work: Sendable {
        case askForLease(ticket: Int, duration: Double, unchanged: Lease?)
        case release(Lease)
        case read(ticket: Int, began: Moment, by: FleetReader)
        case readLeases(ticket: Int)
        case commit(Orchestrator.Proposal, known: [String: [Generation: Revision]])
    }

    mutating func take(_ item: Controller.Item, of controller: Controller) async throws -> [Work] {
        newWake = nil
        newWatch = nil
        switch item {
        case .event(let event): return handle(event, controller)
        case .time(let moment):
            if wake == moment { wake = nil }
            return handle(.tick, controller)
        case .lease(let lease, let ticket):
            self.lease = lease
            return handle(.leaseGiven(ticket: ticket, epoch: lease.epoch), controller)
        case .read(let reader, let fleet, let endings, let ticket):
            self.reader = reader
            if !isWatching { newWatch = fleet.revision }
            isWatching = true
            for (name, fault) in reader.faults.sorted(by: { $0.key < $1.key }) {
                controller.events(.note("\(name) is left alone: \(fault)"))
            }
            var work = handle(.read(fleet, endings: endings, ticket: ticket), controller)
            let missed = backlog.filter { $0.revision > fleet.revision }
            backlog = []
            for commit in missed { work += try await follow(commit, controller) }
            return work
        case .committed(let commit): return try await follow(commit, controller)
        case .trouble(let words):
            if trouble != words { controller.events(.note(words)) }
            trouble = words
            return []
        }
    }

    private mutating func follow(_ commit: Commit, _ controller: Controller) async throws -> [Work] {
        guard let reader else {
            backlog.append(commit)
            return []
        }
        let (next, changes) = try await controller.store.read(at: commit.revision) { view in
            var reader = reader
            let changes = try reader.changes(commit.changes, in: view)
            return (reader, changes)
        }
        self.reader = next
        let before = Revision(commit.revision.rawValue - 1)
        return handle(.changed(changes, after: before, revision: commit.revision), controller)
    }

    private mutating func handle(_ event: ControllerMachine.Event, _ controller: Controller) -> [Work] {
        machine.handle(event, at: BootClock.now).compactMap { effect in
            switch effect {
            case .askForLease(let ticket, let unchanged):
                return .askForLease(ticket: ticket, duration: machine.terms.duration, unchanged: unchanged)
            case .giveUpLease:
                defer { lease = nil }
                return lease.map { .release($0) }
            case .read(let ticket, let began):
                defer { reader = nil }
                return .read(ticket: ticket, began: began, by: reader ?? lastReader)
            case .readLeases(let ticket): return .readLeases(ticket: ticket)
            case .commit(let proposal):
                let names = Set(proposal.puts.map(\.automaton))
                return .commit(proposal, known: (reader ?? lastReader).revisions.filter { names.contains($0.key) })
            case .tell(let plan):
                tell(plan, controller)
                return nil
            case .wake(let moment):
                guard wake.map({ moment < $0 }) ?? true else { return nil }
                wake = moment
                newWake = moment
                return nil
            }
        }
    }

    /// Says what a plan does, and what it can't do where that is new.
    private mutating func tell(_ plan: Orchestrator.Plan, _ controller: Controller) {
        if !plan.steps.isEmpty { trouble = nil }
        if let fleet = machine.fleet {
            for change in plan.countChanges(in: fleet) { controller.events(.note(change)) }
        }
        for step in plan.steps where !step.isCount { controller.events(.note(step.description)) }
        for lack in plan.pending where pending[lack.automaton] != lack.lines.first {
            controller.events(.note(lack.lines.joined(separator: "; ")))
        }
        pending = Dictionary(plan.pending.map { ($0.automaton, $0.lines.first ?? "") }) { first, _ in first }
    }
}

extension Step {
    /// Whether it only makes more or fewer, which is said of the automaton.
    fileprivate var isCount: Bool {
        switch self {
        case .place(let placed): placed.reason.replaces == nil
        case .settle, .adopt: true
        case .stop, .move, .restart, .giveBack: false
        }
    }
}

extension Orchestrator.Plan {
    /// Which automatons have more instances, or fewer, and why.
    ///
    /// - Parameter fleet: the fleet after it.
    fileprivate func countChanges(in fleet: Fleet) -> [String] {
        var changes: [String: (by: Int, cause: String)] = [:]
        for step in steps {
            switch step {
            case .place(let placed) where placed.reason.replaces == nil:
                changes[placed.automaton, default: (0, placed.reason.cause)].by += 1
            case .stop(let instance, _, let reason):
                let automaton = String(instance[..<(instance.lastIndex(of: "-") ?? instance.endIndex)])
                changes[automaton, default: (0, reason)].by -= 1
            default: continue
            }
        }
        guard !changes.isEmpty else { return [] }
        let counts = Dictionary(
            fleet.instanceStates.filter { !$0.isVariant }.map { ($0.automaton, 1) }, uniquingKeysWith: +)
        return changes.filter { $0.value.by != 0 }.sorted { $0.key < $1.key }.map { name, change in
            let count = counts[name] ?? 0
            return "\(name): \(count) instead of \(count - change.by): \(change.cause)"
        }
    }
}
