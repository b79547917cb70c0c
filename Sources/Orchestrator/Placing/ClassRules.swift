/// The rules that hold for all hosts of a class alike.
enum ClassRules {
    /// Why the class is refused; nil if it isn't. Rules that name a host are left to the host.
    static func verdict(on hostClass: HostClass, for policy: AutomatonPolicy) -> Refusal? {
        let key = hostClass.key
        if let wanted = policy.architecture, wanted != key.architecture { return .architecture(wanted) }
        if let feature = policy.features.subtracting(key.features).min() { return .feature(feature) }
        if !policy.allowed.isEmpty, !policy.allowed.contains(where: { matches($0, hostClass) }) {
            return .notAllowed(name(of: hostClass))
        }
        if let selector = policy.forbidden.first(where: { $0.namesNoHost && matches($0, hostClass) }) {
            return .forbidden(selector)
        }
        if !policy.labels.isEmpty,
            !policy.labels.contains(where: { $0.allSatisfy { $0.holds(for: key.labels) } })
        {
            return .labels
        }
        let taint = key.taints.first { taint in
            taint.effect != .prefer && !policy.tolerations.contains { $0.covers(taint) }
        }
        return taint.map { .taint($0) }
    }

    /// Whether a selector holds, but for the host that it may name.
    static func matches(_ selector: PlaceSelector, _ hostClass: HostClass) -> Bool {
        (selector.region == nil || selector.region == hostClass.region)
            && (selector.zone == nil || selector.zone == hostClass.zone)
    }

    /// Where its hosts are, in words.
    static func name(of hostClass: HostClass) -> String {
        let parts = [hostClass.region, hostClass.zone].compactMap { $0 }
        return parts.isEmpty ? "unknown" : parts.joined(separator: "/")
    }
}

/// The automatons that an automaton is to be beside or away from, and those that are to be away from it.
struct Neighbourhood {
    var besideOnHost: [Int] = []
    var awayOnHost: [Int] = []
    /// By zone or region.
    private var others: [(automaton: Int, beside: Bool, key: TopologyKey)] = []
    /// A neighbour that it must be beside, and that runs nowhere.
    private(set) var missing: AutomatonPolicy.Neighbour?

    init(of automaton: Int, in fleet: Fleet) {
        let policy = fleet.automatons[automaton].policy
        let avoiders = fleet.avoiders[policy.name] ?? []
        for neighbour in policy.neighbours + avoiders {
            let other = fleet.automatonNumbers[neighbour.automaton]
            guard let other, !fleet.automatons[other].perHost.isEmpty else {
                if neighbour.beside, !Self.waits(neighbour.automaton, for: policy.name, in: fleet) {
                    missing = missing ?? neighbour
                }
                continue
            }
            switch (neighbour.key, neighbour.beside) {
            case (.host, true): besideOnHost.append(other)
            case (.host, false): awayOnHost.append(other)
            case (_, let beside): others.append((other, beside, neighbour.key))
            }
        }
    }

    func verdict(on hostClass: HostClass, in fleet: Fleet) -> Refusal? {
        for other in others {
            let record = fleet.automatons[other.automaton]
            let isThere = record.count(in: other.key, host: -1, of: hostClass.key) > 0
            if isThere == other.beside { continue }
            return other.beside
                ? .notBeside(automaton: record.policy.name, key: other.key)
                : .notAway(automaton: record.policy.name, key: other.key)
        }
        return nil
    }

    /// Whether an automaton is itself to be beside the other, perhaps by way of further ones: of those that wait for
    /// each other in a circle, one has to be the first.
    private static func waits(_ automaton: String, for name: String, in fleet: Fleet) -> Bool {
        var seen: Set<String> = []
        var open = [automaton]
        while let next = open.popLast() {
            if next == name { return true }
            guard seen.insert(next).inserted, let number = fleet.automatonNumbers[next],
                !fleet.automatons[number].isGone
            else { continue }
            open += fleet.automatons[number].policy.neighbours.filter(\.beside).map(\.automaton)
        }
        return false
    }
}
