public import ConfigurationGraph
import GraphStore
import Orchestrator

/// What became of making recorded decisions again.
public struct Replay: Hashable, Sendable, Codable {
    /// How many plans were looked at.
    public var plans = 0
    /// How many places of instances were decided again.
    public var decisions = 0
    /// How many weren't, as they follow from what only the controller of then remembered.
    public var skipped = 0
    /// The first that came out otherwise; nil if none did.
    public var difference: Difference?

    /// A decision that came out otherwise.
    public struct Difference: Hashable, Sendable, Codable {
        /// The revision that has it.
        public var revision: Revision
        public var instance: String
        /// Where it was placed.
        public var recorded: String
        /// Where it would be placed; nil if it wouldn't.
        public var now: String?
        /// Why now, in a sentence.
        public var reason: String?
    }
}

extension Replay {
    /// Makes the plans of a store's history again that began to land after a revision, up to another.
    init(of store: any GraphStore, after first: Revision, to last: Revision) async throws {
        var history = PlanHistory()
        var after = first
        while true {
            let commits = try await store.history(after: after, limit: 100)
            guard let end = commits.last?.revision else { break }
            commits.forEach { history.take($0) }
            after = end
        }
        for plan in history.plans(after: first, to: last) where difference == nil {
            try await make(again: plan, of: history, in: store)
        }
    }

    private mutating func make(again plan: PlanHistory.Plan, of history: PlanHistory, in store: any GraphStore)
        async throws
    {
        let pledged = try await Self.states(of: history.pledged(at: plan.decided), in: store)
        let going = Set(history.pledged(at: plan.landed).map(\.instance.name))
        var counts = try await store.read(at: plan.landed) { view in
            let instances = try view.values(Instance.self).filter {
                !$0.isVariant && ($0.ending == nil || going.contains($0.name))
            }
            // One that comes in another's place is none more.
            let replaced = Set(instances.compactMap(\.placement?.replaces))
            return Dictionary(
                instances.filter { !replaced.contains($0.name) }.map { ($0.automaton, 1) }, uniquingKeysWith: +)
        }
        // A plan that is too much for one commit goes on in the next.
        for decision in plan.decisions where decision.landed > plan.landed && decision.isOneMore {
            counts[decision.instance.automaton, default: 0] += 1
        }
        let (before, afterwards) = (self, counts)
        self = try await store.read(at: plan.decided) { view in
            var replay = before
            try replay.make(again: plan, on: view, pledged: pledged, counts: afterwards)
            return replay
        }
    }

    /// The instances of decisions as planning sees them, before they have landed.
    private static func states(
        of decisions: [PlanHistory.Decision], in store: any GraphStore
    ) async throws -> [InstanceState] {
        var states: [InstanceState] = []
        for decision in decisions {
            states += try await store.read(at: decision.landed) { view in
                let (automaton, instance) = (decision.instance.automaton, decision.instance)
                // With its automaton, which says what it mounts.
                let changes = [
                    Commit.Change(
                        id: NodeID(.automaton, automaton), before: nil,
                        after: try view.node(NodeID(.automaton, automaton))?.node),
                    Commit.Change(id: instance.id, before: nil, after: .instance(instance)),
                ]
                var reader = FleetReader(lookup: .resolver)
                return try reader.changes(changes, in: view).compactMap { change in
                    guard case .instance(var state) = change, state.name == instance.name else { return nil }
                    state.phase = .waiting
                    return state
                }
            }
        }
        return states
    }

    /// Makes one plan again.
    ///
    /// As what was measured then isn't kept, the number of instances of what follows load is taken as it was after the plan;
    /// so is which hosts were lost, as far as the decisions say it.
    ///
    /// - Parameters:
    ///   - decided: the graph that it was decided on.
    ///   - pledged: what was decided before and landed later.
    ///   - counts: how many instances each automaton had after it.
    mutating func make(
        again plan: PlanHistory.Plan, on decided: any GraphView, pledged: [InstanceState], counts: [String: Int]
    ) throws {
        var reader = FleetReader(lookup: .resolver)
        var fleet = try reader.read(decided, began: plan.time).fleet
        plans += 1
        let lost = Set(plan.decisions.compactMap(\.lostHost))
        guard plan.decisions.allSatisfy({ !$0.dependsOnMemory(of: fleet, lost: lost.count) }) else {
            skipped += plan.decisions.count
            return
        }
        for state in pledged { fleet.put(state) }
        for host in lost { fleet.lose(host, by: plan.time) }
        fleet.holdWhatFollowsLoad(at: counts)
        let places = Planner.plan(fleet, now: plan.time).places
        for decision in plan.decisions where difference == nil {
            if decision.isMoveToJoined {
                skipped += 1
                continue
            }
            decisions += 1
            let place = places[decision.instance.name]
            guard place?.host != decision.instance.host else { continue }
            difference = Difference(
                revision: decision.landed, instance: decision.instance.name, recorded: decision.instance.host,
                now: place?.host, reason: place?.reason.cause)
        }
    }
}

extension PlanHistory.Decision {
    /// Whether there is one more of its automaton by it.
    fileprivate var isOneMore: Bool { from == nil && reason.replaces == nil }

    /// The host that was lost, if that is why.
    fileprivate var lostHost: String? {
        from.flatMap { reason.cause == "host \($0) is lost" ? $0 : nil }
    }

    /// Whether it follows from a host having just joined, which isn't in the graph. That is decided after all else.
    fileprivate var isMoveToJoined: Bool { reason.cause.hasSuffix(" joined") }

    /// Whether a plan with it can't be made again: where requests came from, which other hosts were lost, for how long a
    /// generation had been tried isn't in the graph.
    fileprivate func dependsOnMemory(of fleet: Fleet, lost: Int) -> Bool {
        if reason.cause.hasPrefix("requests to ") { return true }
        if reason.best.contains(where: { $0.terms.contains { $0.name == "location of requests" } }) { return true }
        if reason.refusals.contains(where: { $0.reason == "lease ran out" && $0.hosts > lost }) { return true }
        return instance.resolvedFrom?.insteadOf.map { failed in
            fleet.memory[instance.automaton]?.failed.contains(Generation(failed)) != true
        } ?? false
    }
}

extension Orchestrator.Plan {
    /// Where it places instances.
    fileprivate var places: [String: Step.Placed] {
        var places: [String: Step.Placed] = [:]
        for step in steps {
            switch step {
            case .place(let placed), .move(let placed, _), .restart(let placed): places[placed.instance] = placed
            case .stop, .adopt, .settle, .giveBack: continue
            }
        }
        return places
    }
}
