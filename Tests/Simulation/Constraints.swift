import ConfigurationGraph
import Orchestrator

/// The rules of placing once more, written down as plainly as can be, to hold the planner to.
enum Constraints {
    /// Why an instance may not be on a host, but for what is used up there; nil if it may.
    static func refusal(
        of host: HostState, for policy: AutomatonPolicy, except instance: String, in store: SimulatedStore
    ) -> String? {
        if !host.schedulable { return "it is cordoned" }
        if host.draining { return "it is drained" }
        if let wanted = policy.architecture, wanted != host.architecture { return "its processor is another" }
        let missing = policy.features.subtracting(host.features)
        if !missing.isEmpty { return "it lacks \(missing)" }
        let isAt = { (place: PlaceSelector) in
            (place.region == nil || place.region == host.region) && (place.zone == nil || place.zone == host.zone)
                && (place.host == nil || place.host == host.name)
        }
        if !policy.allowed.isEmpty, !policy.allowed.contains(where: isAt) { return "its place isn't allowed" }
        if policy.forbidden.contains(where: isAt) { return "its place is forbidden" }
        if !policy.labels.isEmpty, !policy.labels.contains(where: { $0.allSatisfy { holds($0, host.labels) } }) {
            return "its labels are others"
        }
        if let taint = host.taints.first(where: { $0.effect != .prefer && !tolerates(policy, $0) }) {
            return "it has the taint \(taint)"
        }
        for volume in policy.volumes {
            if let bound = store.volumes[volume.name], bound != host.name { return "\(volume.name) is on \(bound)" }
        }
        return neighbours(of: host, for: policy, except: instance, in: store)
    }

    private static func holds(_ rule: LabelRule, _ labels: [String: String]) -> Bool {
        if case .equals(let value) = rule.test { labels[rule.key] == value } else { true }
    }

    private static func tolerates(_ policy: AutomatonPolicy, _ taint: Taint) -> Bool {
        policy.tolerations.contains {
            ($0.key == nil || $0.key == taint.key) && ($0.value == nil || $0.value == taint.value)
                && ($0.effect == nil || $0.effect == taint.effect)
        }
    }

    /// Away from each other holds from both sides.
    private static func neighbours(
        of host: HostState, for policy: AutomatonPolicy, except instance: String, in store: SimulatedStore
    ) -> String? {
        for node in store.instances.values where node.state.name != instance && !node.isEnding {
            let other = node.state
            guard let there = store.hosts[other.host]?.state else { continue }
            let theirs = store.automatons[other.automaton]?.policy.neighbours ?? []
            let rules =
                policy.neighbours.filter { !$0.beside && $0.automaton == other.automaton }
                + theirs.filter { !$0.beside && $0.automaton == policy.name }
            if rules.contains(where: { isSame(there, host, $0.key) }) { return "\(other.name) is to be away from it" }
        }
        return nil
    }

    static func isSame(_ left: HostState, _ right: HostState, _ key: TopologyKey) -> Bool {
        switch key {
        case .host: left.name == right.name
        case .zone: left.region == right.region && left.zone == right.zone
        case .region: left.region == right.region
        }
    }

    /// What was given away twice on a host; nil if nothing was.
    static func overcommitment(of host: HostState, _ here: [InstanceState]) -> String? {
        let room = host.room
        if here.reduce(0, { $0 + $1.request.cpu }) > room.cpu { return "processors" }
        if here.reduce(0, { $0 + $1.request.memory }) > room.memory { return "memory" }
        if here.reduce(0, { $0 + $1.request.storage }) > room.storage { return "storage" }
        if here.count > host.slots { return "instances" }
        if Set(here.map(\.idBase)).count < here.count { return "ids" }
        let ports = here.flatMap(\.ports)
        if Set(ports).count < ports.count { return "ports" }
        let kinds = Set(here.flatMap(\.devices).map(\.kind))
        for kind in kinds.sorted() {
            let taken = here.flatMap(\.devices).filter { $0.kind == kind }.reduce(0) { $0 + $1.count }
            if taken > host.devices.filter({ $0.kind == kind }).reduce(0, { $0 + $1.count }) { return kind }
        }
        return nil
    }

    /// Whether a host has room for one more besides those that are there.
    static func hasRoom(_ host: HostState, for policy: AutomatonPolicy, in store: SimulatedStore) -> Bool {
        var one = InstanceState(
            name: "?", automaton: policy.name, host: host.name, generation: policy.generation, request: policy.request,
            idBase: .max)
        one.ports = policy.ports
        one.devices = policy.devices
        let here = store.instances.values.filter { $0.state.host == host.name && !$0.isEnding }.map(\.state)
        return overcommitment(of: host, here + [one]) == nil
    }
}

extension Constraints {
    /// Whether those that it is to be beside are there; of automatons that wait for each other nothing is said.
    static func isBesideItsOwn(_ host: HostState, _ policy: AutomatonPolicy, in store: SimulatedStore) -> Bool {
        policy.neighbours.filter(\.beside).allSatisfy { rule in
            store.instances.values.contains { node in
                node.state.automaton == rule.automaton && !node.isEnding
                    && (store.hosts[node.state.host]?.state).map { isSame($0, host, rule.key) } ?? false
            }
        }
    }
}
