/// How many hosts are refused for an automaton and why, counted once and then followed from one instance to the next.
///
/// Counting takes time in proportion to the classes, to those parts of their trees where some hosts have the resources
/// and others don't, and to the hosts that have a rule of their own; following takes a constant time.
struct RefusalCount {
    private(set) var tally = Tally()
    /// How many hosts of each class could have an instance.
    private var open: [Int]
    private let limit: Int

    init(of search: Search, limit: Int, in fleet: Fleet) {
        self.limit = limit
        open = Array(repeating: 0, count: fleet.classes.count)
        for host in fleet.unavailable { add(Search.absence(of: fleet.hosts[host]) ?? .gone) }
        if let only = search.only {
            countListed(only, of: search, in: fleet)
        } else {
            for (index, hostClass) in fleet.classes.enumerated() {
                if let verdict = search.verdicts[index] {
                    add(verdict, hosts: hostClass.available)
                } else {
                    descend(1, of: hostClass.tree, index, search.policy.request)
                }
            }
            correct(Self.special(for: search, in: fleet), of: search, in: fleet)
        }
        crowdHosts(of: search, in: fleet)
    }

    /// All refusals, those by spread among them.
    func tally(of search: Search, in fleet: Fleet) -> Tally {
        let key = search.policy.spread.key
        guard key != .host else { return tally }
        var all = tally
        for (index, hostClass) in fleet.classes.enumerated() where open[index] > 0 {
            if search.isCrowded(-1, hostClass.key, limit: limit, in: fleet) {
                all.add(.spread(key), hosts: open[index])
            }
        }
        return all
    }

    /// Counts a host anew that could have an instance and has got one.
    mutating func follow(_ host: Int, of search: Search, in fleet: Fleet) {
        let record = fleet.hosts[host]
        if let refusal = search.refusal(of: host, in: fleet) {
            open[record.classNumber] -= 1
            add(refusal, shortage: search.amount(of: refusal, on: record))
        } else if search.policy.spread.key == .host,
            search.isCrowded(host, fleet.classes[record.classNumber].key, limit: limit, in: fleet)
        {
            open[record.classNumber] -= 1
            add(.spread(.host))
        }
    }

    /// Whether it was counted for the same limit.
    func isFor(limit: Int) -> Bool { self.limit == limit }

    private mutating func add(_ refusal: Refusal, hosts: Int = 1, shortage: Int64 = 0) {
        tally.add(refusal, hosts: hosts, shortage: shortage)
    }

    private mutating func countListed(_ only: [Int], of search: Search, in fleet: Fleet) {
        let present = only.filter { fleet.hosts[$0].takesInstances }
        for host in present {
            if let refusal = search.refusal(of: host, in: fleet) {
                add(refusal, shortage: search.amount(of: refusal, on: fleet.hosts[host]))
            } else {
                open[fleet.hosts[host].classNumber] += 1
            }
        }
        add(search.reasonForTheRest(in: fleet), hosts: fleet.hostCount - fleet.unavailable.count - present.count)
    }

    private mutating func descend(_ node: Int, of tree: FreeTree, _ index: Int, _ request: Resources) {
        let summary = tree.nodes[node]
        guard summary.count > 0 else { return }
        if summary.allFit(request) {
            open[index] += summary.count
        } else if request.cpu > summary.most.cpu {
            add(.cpu, hosts: summary.count, shortage: request.cpu - summary.most.cpu)
        } else if request.cpu <= summary.least.cpu, request.memory > summary.most.memory {
            add(.memory, hosts: summary.count, shortage: request.memory - summary.most.memory)
        } else if request.cpu <= summary.least.cpu, request.memory <= summary.least.memory,
            request.storage > summary.most.storage
        {
            add(.storage, hosts: summary.count, shortage: request.storage - summary.most.storage)
        } else if request.fits(in: summary.least), summary.mostSlots < 1 {
            add(.full, hosts: summary.count)
        } else {
            descend(2 * node, of: tree, index, request)
            descend(2 * node + 1, of: tree, index, request)
        }
    }

    /// The hosts that may be refused for what only they can answer.
    private static func special(for search: Search, in fleet: Fleet) -> [Int] {
        if search.namesHosts || !search.policy.devices.isEmpty || !search.policy.volumes.isEmpty {
            return fleet.hosts.indices.filter { fleet.hosts[$0].takesInstances }
        }
        var hosts: Set<Int> = []
        for port in search.policy.ports { hosts.formUnion(fleet.portHolders[port.number] ?? []) }
        for other in search.awayOnHost { hosts.formUnion(fleet.automatons[other].perHost.keys) }
        return hosts.filter { fleet.hosts[$0].takesInstances }
    }

    private mutating func correct(_ hosts: [Int], of search: Search, in fleet: Fleet) {
        for host in hosts {
            let record = fleet.hosts[host]
            guard search.verdicts[record.classNumber] == nil, search.shortage(on: record) == nil,
                let refusal = search.refusal(of: host, in: fleet)
            else { continue }
            open[record.classNumber] -= 1
            add(refusal)
        }
    }

    private mutating func crowdHosts(of search: Search, in fleet: Fleet) {
        guard search.policy.spread.key == .host else { return }
        for (host, count) in fleet.automatons[search.automaton].perHost where count > limit {
            let isListed = search.only?.contains(host) ?? true
            guard isListed, fleet.hosts[host].takesInstances, search.refusal(of: host, in: fleet) == nil else {
                continue
            }
            open[fleet.hosts[host].classNumber] -= 1
            add(.spread(.host))
        }
    }
}

extension Search {
    /// By how much an amount is short on a host; nothing for other refusals.
    func amount(of refusal: Refusal, on record: HostRecord) -> Int64 {
        let free = record.free
        return switch refusal {
        case .cpu: policy.request.cpu - free.cpu
        case .memory: policy.request.memory - free.memory
        case .storage: policy.request.storage - free.storage
        default: 0
        }
    }

    /// Why the hosts don't come into question that aren't among the only ones that do.
    func reasonForTheRest(in fleet: Fleet) -> Refusal {
        if let use = policy.volumes.first(where: { fleet.volumes[$0.name] != nil }),
            let volume = fleet.volumes[use.name]
        {
            return .volumeElsewhere(volume: use.name, host: volume.host)
        }
        if let verdict = verdicts.first(where: { if case .notBeside = $0 { true } else { false } }), let verdict {
            return verdict
        }
        if let first = besideOnHost.first {
            return .notBeside(automaton: fleet.automatons[first].policy.name, key: .host)
        }
        return .notTarget
    }
}
