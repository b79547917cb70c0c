public import ConfigurationGraph
import GraphStore
public import Orchestrator

/// Why an instance is on its host.
public struct PlacementAccount: Hashable, Sendable {
    public var instance: String
    public var automaton: String
    public var host: String
    /// How it was decided; nil where there was no choice.
    public var placement: PlacementReason?
    /// What failed before it, if it runs in place of that.
    public var insteadOf: ResolvedFrom.Failed?

    /// The account in lines.
    public var lines: [String] {
        let why = placement?.lines ?? ["it was started on the machine that the command ran on: there was no choice"]
        let failed = insteadOf.map { failed in
            [
                "it runs what was declared before: \(failed.artefact) with \(failed.configuration) failed, \(failed.reason)"
            ]
        }
        return ["\(instance) is on \(host)"] + why + (failed ?? [])
    }
}

/// What an automaton lacks, and why.
public struct PendingAccount: Hashable, Sendable {
    public var automaton: String
    /// How many instances there are.
    public var instances: Int
    /// What no host can have; nil where nothing is lacking, or what is lacking could be placed.
    public var pending: Pending?
    /// What a plan would do with it now.
    public var steps: [String]
    /// Why it can't be planned at all; nil where it can.
    public var fault: String?
    /// The revision that it was taken down on; nil where it wasn't.
    public var takenDown: Revision?

    /// The account in lines.
    public var lines: [String] {
        if let takenDown {
            return ["\(automaton) was taken down at revision \(takenDown); 'emergence up' brings it up again"]
        }
        if let fault { return ["\(automaton) can't be planned", fault] }
        let next = steps.isEmpty ? [] : ["what the planner would do now:"] + steps.map { "  \($0)" }
        return
            (pending?.lines ?? ["\(automaton) isn't pending: no host is lacking for its instances, \(instances) now"])
            + next
    }
}

extension Engine {
    /// Why an instance is where it is, as it was decided.
    ///
    /// - Throws: ``Failure`` when there is no such instance, with the nearest name.
    public func whyHere(_ name: String, at revision: Revision? = nil) async throws -> PlacementAccount {
        try await reportingFailures {
            let name = try await instanceMeant(by: name, at: revision)
            return try await store.read(at: revision) { view in
                guard let instance = try view.value(Instance.self, named: name) else {
                    throw Failure(.failed, "there is no instance '\(name)'", hint: "'emergence ps' lists what there is")
                }
                return PlacementAccount(
                    instance: name, automaton: instance.automaton, host: instance.host, placement: instance.placement,
                    insteadOf: instance.resolvedFrom?.insteadOf)
            }
        }
    }

    /// Why an automaton has fewer instances than it is owed, by a plan made now of what is in the graph.
    ///
    /// - Throws: ``Failure`` when there is no such automaton, with the nearest name.
    public func whyPending(_ name: String) async throws -> PendingAccount {
        let node = try await node(NodeID(.automaton, name))
        let automaton = node.id.name
        return try await reportingFailures {
            let now = Moment.wall
            let (fleet, faults) = try await fleet(began: now)
            let plan = Planner.plan(fleet, now: now)
            let instances = fleet.instanceStates.count { $0.automaton == automaton && !$0.isVariant }
            return PendingAccount(
                automaton: automaton, instances: instances,
                pending: plan.pending.first { $0.automaton == automaton },
                steps: plan.steps.filter { $0.automaton(in: fleet) == automaton }.map(\.description),
                fault: faults[automaton], takenDown: (node.node.value as? Automaton)?.takenDown)
        }
    }

    /// The fleet that the graph has now, and why automatons are left alone, by name.
    func fleet(began: Moment) async throws -> (fleet: Fleet, faults: [String: String]) {
        try await store.read { view in
            var reader = FleetReader(lookup: .resolver)
            return (try reader.read(view, began: began).fleet, reader.faults)
        }
    }

    /// The instance of that name, or the only one of an automaton of that name.
    private func instanceMeant(by name: String, at revision: Revision?) async throws -> String {
        try await store.read(at: revision) { view in
            let instances = try view.values(Instance.self)
            let meant = instances.filter { $0.isMeant(by: name) }.map(\.name)
            if let only = meant.first, meant.count == 1 { return only }
            guard meant.isEmpty else {
                throw Failure(
                    .usage, "'\(name)' has several instances: \(meant.sorted().joined(separator: ", "))",
                    hint: "name one of them")
            }
            throw Failure.nothing(
                "instance", called: name, among: instances.flatMap { [$0.automaton, $0.name] },
                else: "'emergence ps' lists what there is")
        }
    }
}
