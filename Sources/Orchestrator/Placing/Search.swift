import ConfigurationGraph

/// Looks for the best hosts for instances of one automaton, one after the other.
///
/// What rules say of a class of hosts is asked once. The best host is found best first: a node of a class's tree is
/// looked into only while it may hold a better one than those found. So one instance takes time in proportion to the
/// classes and to the depth of their trees, and to those hosts on the way that a rule of their own refuses.
struct Search {
    let automaton: Int
    let policy: AutomatonPolicy
    /// The bit that stands for its artefact in summaries.
    let artefactBit: UInt64
    /// Why a class is refused by rules that never depend on instances; nil if it isn't.
    let rules: [Refusal?]
    /// Why a class is refused now; nil if it isn't.
    private(set) var verdicts: [Refusal?]
    /// Points that all hosts of a class have.
    let classPoints: [Int]
    /// Points by where the requests come from, by class; they follow what was placed.
    var locationPoints: [Int]
    let allotment: Allotment?
    /// The only hosts that come into question; nil if there is no such limit.
    var only: [Int]?
    /// A host that is not to be chosen, as an instance is to leave it.
    var avoided: Int?
    /// Hosts that are preferred by name.
    let favourites: Set<Int>
    /// Whether a rule names hosts.
    let namesHosts: Bool
    /// Neighbours by host: their numbers, and whether it is to be beside them.
    let besideOnHost: [Int]
    let awayOnHost: [Int]
    /// The fewest instances that any place with room has; what was tried in vain before isn't tried again.
    var spreadFloor = 0

    /// How many hosts are weighed at the most once one is found: those that a rule of their own refuses count too.
    static let limit = 48

    init(_ automaton: Int, in fleet: Fleet, allotment: Allotment? = nil) {
        self.automaton = automaton
        let policy = fleet.automatons[automaton].policy
        self.policy = policy
        self.allotment = allotment
        artefactBit = HostRecord.bit(of: policy.generation.artefact)
        classPoints = fleet.classes.map { Scoring.points(of: $0, for: policy) }
        locationPoints = []
        favourites = Set(
            policy.preferred.compactMap { $0.selector.host.flatMap { fleet.hostNumbers[$0] } })
        namesHosts = (policy.allowed + policy.forbidden).contains { $0.host != nil }
        let neighbours = Neighbourhood(of: automaton, in: fleet)
        besideOnHost = neighbours.besideOnHost
        awayOnHost = neighbours.awayOnHost
        rules = fleet.classes.map { ClassRules.verdict(on: $0, for: policy) }
        verdicts = zip(fleet.classes, rules).map { hostClass, rule in
            rule ?? neighbours.verdict(on: hostClass, in: fleet)
        }
        only = Self.onlyHosts(for: policy, beside: besideOnHost, in: fleet)
        if let missing = neighbours.missing {
            verdicts = verdicts.map { $0 ?? .notBeside(automaton: missing.automaton, key: missing.key) }
            only = only.map { _ in [] }
        }
        followLocations(in: fleet)
    }

    /// The hosts that rules leave, where they name them one by one.
    private static func onlyHosts(for policy: AutomatonPolicy, beside: [Int], in fleet: Fleet) -> [Int]? {
        let bound = policy.volumes.compactMap { fleet.volumes[$0.name]?.host }
        if let host = bound.first { return fleet.hostNumbers[host].map { [$0] } ?? [] }
        if let first = beside.first { return Array(fleet.automatons[first].perHost.keys) }
        let named = policy.allowed.compactMap(\.host)
        guard !named.isEmpty, named.count == policy.allowed.count else { return nil }
        return Set(named).compactMap { fleet.hostNumbers[$0] }
    }

    /// Gives the places points that have fewer instances than their requests ask for.
    mutating func followLocations(in fleet: Fleet) {
        guard let allotment else { return }
        locationPoints = fleet.classes.map { hostClass in
            let place = allotment.place(of: hostClass)
            let have = fleet.automatons[automaton].count(
                in: place?.zone == nil ? .region : .zone, host: -1, of: hostClass.key)
            return (place.flatMap { allotment.quotas[$0] } ?? 0) > have ? Scoring.location : 0
        }
    }

    /// Whether where its instances are alters where further ones may be, beyond how many each place has.
    var followsItself: Bool {
        policy.isStateful || policy.neighbours.contains { $0.automaton == policy.name }
    }

    /// The best hosts, three at the most; none if no host can have it.
    mutating func best(in fleet: Fleet) -> Choice? {
        followLocations(in: fleet)
        for limit in limits(in: fleet) {
            let found = only.map { listed($0, limit: limit, in: fleet) } ?? walk(limit: limit, in: fleet)
            if !found.isEmpty {
                spreadFloor = limit - policy.spread.maxSkew + 1
                return Choice(hosts: found.map(\.host), limit: limit)
            }
        }
        return nil
    }

    /// How many instances a place may have already, the strictest limit first: no more than the skew above the fewest.
    private func limits(in fleet: Fleet) -> [Int] {
        let record = fleet.automatons[automaton]
        let skew = policy.spread.maxSkew - 1
        switch policy.spread.key {
        case .host:
            let open =
                only?.count
                ?? fleet.classes.indices.reduce(0) {
                    $0 + (verdicts[$1] == nil ? fleet.classes[$1].available : 0)
                }
            let counts = record.histogram.keys.filter { $0 > spreadFloor }.sorted()
            let allHaveOne = spreadFloor == 0 && !counts.isEmpty && record.perHost.count >= open
            return ((allHaveOne ? [] : [spreadFloor]) + counts).map { $0 + skew }
        case .zone, .region:
            let open = fleet.classes.indices.filter { verdicts[$0] == nil && fleet.classes[$0].available > 0 }
            let counts = open.map {
                record.count(in: policy.spread.key, host: -1, of: fleet.classes[$0].key)
            }
            return Set(counts).sorted().map { $0 + skew }
        }
    }

    /// Whether a place has more instances than the limit.
    func isCrowded(_ host: Int, _ hostClass: HostClass.Key, limit: Int, in fleet: Fleet) -> Bool {
        fleet.automatons[automaton].count(in: policy.spread.key, host: host, of: hostClass) > limit
    }

    private func listed(_ hosts: [Int], limit: Int, in fleet: Fleet) -> [Found] {
        var best = BestThree()
        for host in hosts where host != avoided && refusal(of: host, in: fleet) == nil {
            let key = fleet.classes[fleet.hosts[host].classNumber].key
            if !isCrowded(host, key, limit: limit, in: fleet) { best.offer(found(host, in: fleet)) }
        }
        return best.found
    }

    private func walk(limit: Int, in fleet: Fleet) -> [Found] {
        var best = BestThree()
        for host in favourites where host != avoided && refusal(of: host, in: fleet) == nil {
            let key = fleet.classes[fleet.hosts[host].classNumber].key
            if !isCrowded(host, key, limit: limit, in: fleet) { best.offer(found(host, in: fleet)) }
        }
        var heap = Frontier()
        let bySpread = policy.spread.key != .host
        for (index, hostClass) in fleet.classes.enumerated() where verdicts[index] == nil {
            if bySpread, isCrowded(-1, hostClass.key, limit: limit, in: fleet) { continue }
            push(1, of: index, hostClass, to: &heap)
        }
        var visited = 0
        while let entry = heap.pop() {
            if best.isFull, !best.wouldTake(points: entry.points, rank: entry.rank) { break }
            let width = fleet.classes[entry.classNumber].tree.width
            if entry.node >= width {
                visited += 1
                let host = fleet.classes[entry.classNumber].members[entry.node - width]
                if host != avoided, !favourites.contains(host), !isRefusedAtLeaf(host, in: fleet),
                    bySpread || fleet.automatons[automaton].perHost[host] ?? 0 <= limit
                {
                    best.offer(found(host, in: fleet))
                }
                if visited >= Self.limit, !best.found.isEmpty { break }
            } else {
                push(2 * entry.node, of: entry.classNumber, fleet.classes[entry.classNumber], to: &heap)
                push(2 * entry.node + 1, of: entry.classNumber, fleet.classes[entry.classNumber], to: &heap)
            }
        }
        return best.found
    }

    /// Puts a node among those to look into, by the best that there may be below it.
    private func push(_ node: Int, of index: Int, _ hostClass: HostClass, to heap: inout Frontier) {
        let summary = hostClass.tree.nodes[node]
        guard summary.mayFit(policy.request) else { return }
        heap.push(
            Frontier.Entry(
                points: summary.room + points(ofClass: index)
                    + (summary.artefacts & artefactBit == 0 ? 0 : Scoring.artefact),
                rank: hostClass.ranks[hostClass.tree.firstLeaf(below: node)], classNumber: index, node: node))
    }

    func points(ofClass index: Int) -> Int {
        classPoints[index] + (locationPoints.isEmpty ? 0 : locationPoints[index])
    }

    private func found(_ host: Int, in fleet: Fleet) -> Found {
        let record = fleet.hosts[host]
        let own = fleet.automatons[automaton].perHost[host] ?? 0
        let points =
            record.room + points(ofClass: record.classNumber) - own * Scoring.own
            + (record.state.artefacts.contains(policy.generation.artefact) ? Scoring.artefact : 0)
            + (favourites.contains(host) ? Scoring.favour(of: record.state, for: policy) : 0)
        return Found(host: host, points: points, rank: record.rank)
    }
}

/// A host that may be chosen.
struct Found {
    var host: Int
    var points: Int
    var rank: UInt64
}

/// The hosts that were found, the best first, and how many instances a place could have had already.
struct Choice {
    var hosts: [Int]
    var limit: Int
}

/// The best three that were offered: by points, then by rank.
struct BestThree {
    private(set) var found: [Found] = []

    var isFull: Bool { found.count == 3 }

    func wouldTake(points: Int, rank: UInt64) -> Bool {
        guard let last = found.last else { return true }
        return points != last.points ? points > last.points : rank < last.rank
    }

    mutating func offer(_ new: Found) {
        guard !isFull || wouldTake(points: new.points, rank: new.rank) else { return }
        let place = found.firstIndex {
            new.points != $0.points ? new.points > $0.points : new.rank < $0.rank
        }
        found.insert(new, at: place ?? found.count)
        if found.count > 3 { found.removeLast() }
    }
}
