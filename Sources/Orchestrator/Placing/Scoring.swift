import ConfigurationGraph

/// What speaks for a host, in points. Where users' requests come from outweighs the operator's wishes, these outweigh
/// what is already there, and that outweighs how much is free.
enum Scoring {
    /// For a place that has fewer instances than its requests ask for.
    static let location = 8000
    /// For a place that is preferred with all the weight that there is.
    static let preferred = 2000
    /// For a host that has the artefact.
    static let artefact = 300
    /// Against a host, for each taint that is to be kept off if anything else is free.
    static let taint = 3000
    /// Against a host, for each instance of the same automaton on it.
    static let own = 50

    /// The points that all hosts of a class have.
    static func points(of hostClass: HostClass, for policy: AutomatonPolicy) -> Int {
        let wishes = policy.preferred.filter {
            $0.selector.namesNoHost && ClassRules.matches($0.selector, hostClass)
        }
        return preference(wishes, of: policy) - hostClass.key.cost - taint * unwelcome(hostClass, policy)
    }

    /// The points of a host that is preferred by its name.
    static func favour(of host: HostState, for policy: AutomatonPolicy) -> Int {
        let wishes = policy.preferred.filter {
            !$0.selector.namesNoHost && $0.selector.matches(region: host.region, zone: host.zone, host: host.name)
        }
        return preference(wishes, of: policy)
    }

    private static func preference(_ wishes: [AutomatonPolicy.Preference], of policy: AutomatonPolicy) -> Int {
        let all = policy.preferred.reduce(0) { $0 + $1.weight }
        return all > 0 ? wishes.reduce(0) { $0 + $1.weight } * preferred / all : 0
    }

    private static func unwelcome(_ hostClass: HostClass, _ policy: AutomatonPolicy) -> Int {
        hostClass.key.taints.count { taint in
            taint.effect == .prefer && !policy.tolerations.contains { $0.covers(taint) }
        }
    }
}

extension Search {
    /// What a host's points are made of; terms of no points are left out, but for what is free.
    func terms(of host: Int, in fleet: Fleet) -> [PlacementReason.Term] {
        let record = fleet.hosts[host]
        let hostClass = fleet.classes[record.classNumber]
        let own = fleet.automatons[automaton].perHost[host] ?? 0
        let taints = Scoring.points(of: hostClass, for: taintsOnly)
        let wishes = Scoring.points(of: hostClass, for: policy) - taints
        let terms: [(String, Int)] = [
            ("location of requests", locationPoints.isEmpty ? 0 : locationPoints[record.classNumber]),
            ("preferred", wishes + (favourites.contains(host) ? Scoring.favour(of: record.state, for: policy) : 0)),
            (
                "artefact present",
                record.state.artefacts.contains(policy.generation.artefact) ? Scoring.artefact : 0
            ),
            ("taints and cost", taints), ("own instances", -own * Scoring.own),
        ]
        return [PlacementReason.Term(name: "room", points: record.room)]
            + terms.filter { $0.1 != 0 }.map { PlacementReason.Term(name: $0.0, points: $0.1) }
    }

    /// The policy without its wishes.
    private var taintsOnly: AutomatonPolicy {
        var bare = policy
        bare.preferred = []
        return bare
    }
}
