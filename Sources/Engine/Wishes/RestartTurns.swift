import ConfigurationGraph
import Orchestrator
import Resolution

/// In which turns instances are started anew, so that of no automaton more are missing at once than it allows: as many as
/// `update.maxUnavailable` says, and one where it says none, as there is no other way in place. No IO.
struct RestartTurns: Hashable, Sendable {
    /// Those of one automaton that are started anew.
    struct Group: Hashable, Sendable {
        /// Those that serve, in their order.
        var serving: [String]
        /// Those that serve nobody anyway: they come first, so that nobody is missed twice.
        var idle: [String]
        /// How many of those that serve may be missing at once, besides those that do anyway.
        var atOnce: Int
    }

    /// The names of each turn's instances: when all of them are ready it is the next one's.
    let turns: [Set<String>]

    /// Each automaton has its own turns, beside those of the others.
    init(_ groups: [Group]) {
        var turns: [Set<String>] = []
        for group in groups {
            let size = max(1, group.atOnce)
            let parts = stride(from: 0, to: group.serving.count, by: size).map { start in
                Set(group.serving[start..<min(start + size, group.serving.count)])
            }
            let all = ([Set(group.idle)] + parts).filter { !$0.isEmpty }
            for (place, part) in all.enumerated() {
                if place < turns.count { turns[place].formUnion(part) } else { turns.append(part) }
            }
        }
        self.turns = turns
    }
}

extension RestartTurns {
    /// The turns of instances that a view has; one that isn't there any more has none.
    ///
    /// - Throws: whatever reading the view throws.
    init(of names: Set<String>, in view: any GraphView) throws {
        let chosen = try names.sorted().compactMap { try view.value(Instance.self, named: $0) }
        let automatons = Dictionary(grouping: chosen, by: \.automaton).sorted { $0.key < $1.key }
        self.init(try automatons.map { try Group($0.key, $0.value, in: view) })
    }
}

extension RestartTurns.Group {
    fileprivate init(_ automaton: String, _ chosen: [Instance], in view: any GraphView) throws {
        var group = RestartTurns.Group(serving: [], idle: [], atOnce: 1)
        for instance in chosen {
            if try Self.serves(instance, in: view) {
                group.serving.append(instance.name)
            } else {
                group.idle.append(instance.name)
            }
        }
        if group.serving.count > 1, let update = try Self.update(of: automaton, in: view) {
            // A debug variant serves nobody, and what ends is replaced already.
            let counted = try view.edges(to: NodeID(.automaton, automaton), along: .instanceOf, limit: .max)
                .compactMap { try view.value(Instance.self, named: $0.from.name) }
                .filter { !$0.isVariant && $0.ending == nil }
            // Those that are started anew before are back by then.
            let missing = try counted.count { try !group.idle.contains($0.name) && !Self.serves($0, in: view) }
            group.atOnce =
                update.strategy == .recreate
                ? counted.count : max(1, update.unavailable(of: counted.count) - missing)
        }
        self = group
    }

    private static func serves(_ instance: Instance, in view: any GraphView) throws -> Bool {
        let state = try view.value(InstanceStatus.self, named: instance.name)?.state
        return instance.isToRun && (state == .ready || state == .running)
    }

    /// How an automaton is changed; nil where what is declared contradicts itself.
    private static func update(of name: String, in view: any GraphView) throws -> UpdatePolicy? {
        guard let automaton = try view.value(Automaton.self, named: name) else { return nil }
        do {
            let parameters = try AutomatonParameters(of: name, in: view)
            let volumes = try FleetReader.volumes(of: automaton, in: view)
            return try AutomatonPolicy.reading(name, volumes: volumes) { parameters[$0] }.update
        } catch is ResolutionFailure {
            return nil
        } catch is PolicyFaults {
            return nil
        }
    }
}
