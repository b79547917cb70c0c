public import ConfigurationGraph
import GraphStore
import Orchestrator

/// What became of making recorded decisions again.
public struct Replay: Hashable, Sendable, Codable {
    /// How many commits of plans were looked at.
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
    /// An instance that a commit placed.
    struct Decision: Hashable, Sendable {
        var instance: String
        var automaton: String
        var host: String
        var reason: PlacementReason
        /// Where it was before; nil for one that is new.
        var from: String?
    }

    /// What commits placed, by the revision that it was decided on.
    static func decisions(of commits: [Commit]) -> [Revision: [Decision]] {
        var found: [Revision: [Decision]] = [:]
        for change in commits.flatMap(\.changes) {
            guard case .instance(let after)? = change.after, let reason = after.placement else { continue }
            var from: String?
            if case .instance(let before)? = change.before {
                guard before.placement != reason else { continue }
                from = before.host
            }
            found[reason.revision, default: []].append(
                Decision(
                    instance: after.name, automaton: after.automaton, host: after.host, reason: reason, from: from))
        }
        return found
    }

    /// Makes the decisions of one plan again.
    ///
    /// How many instances each automaton had after it is taken as given, as what was measured then isn't kept; so is which
    /// hosts were lost, which the decisions say.
    ///
    /// - Parameters:
    ///   - decided: the graph that it was decided on.
    ///   - counts: how many instances each automaton had after it.
    ///   - revision: the commit that has it.
    mutating func again(
        _ decisions: [Decision], on decided: any GraphView, counts: [String: Int], at revision: Revision, now: Moment
    ) throws {
        var reader = FleetReader(lookup: .resolver)
        var fleet = try reader.read(decided, began: now).fleet
        for decision in decisions {
            guard let from = decision.from, decision.reason.cause == "host \(from) is lost" else { continue }
            fleet.lose(from, by: now)
        }
        for (automaton, count) in counts { fleet.hold(automaton, at: count) }
        let plan = Planner.plan(fleet, now: now)
        var places: [String: (host: String, reason: PlacementReason)] = [:]
        for step in plan.steps {
            switch step {
            case .place(let placed), .move(let placed, _), .restart(let placed):
                places[placed.instance] = (placed.host, placed.reason)
            default: continue
            }
        }
        plans += 1
        for decision in decisions.sorted(by: { $0.instance < $1.instance }) where difference == nil {
            if decision.isRemembered {
                skipped += 1
                continue
            }
            self.decisions += 1
            guard places[decision.instance]?.host != decision.host else { continue }
            difference = Difference(
                revision: revision, instance: decision.instance, recorded: decision.host,
                now: places[decision.instance]?.host, reason: places[decision.instance]?.reason.cause)
        }
    }
}

extension Replay.Decision {
    /// Whether it follows from what isn't in the graph: that a host had just joined, where requests came from.
    fileprivate var isRemembered: Bool {
        reason.cause.hasSuffix(" joined") || reason.cause.hasPrefix("requests to ")
            || reason.best.contains { $0.terms.contains { $0.name == "location of requests" } }
    }
}
