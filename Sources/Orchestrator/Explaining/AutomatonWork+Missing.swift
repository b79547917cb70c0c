import ConfigurationGraph

extension AutomatonWork {
    /// Says how many are lacking, why, and what the smallest change is that would help.
    mutating func explainMissing(_ pass: inout Pass) {
        guard missing > 0 else { return }
        renewSearch(in: pass.fleet)
        let tally = RefusalCount(of: search, limit: .max, in: pass.fleet).tally(of: search, in: pass.fleet)
        pass.lacking[number] = Pending(
            automaton: policy.name, instances: missing, hosts: pass.fleet.hostCount, refusals: tally.refusals,
            remedy: Remedy(search: search, tally: tally, fleet: pass.fleet).words)
        pass.fleet.pending.insert(number)
    }
}

/// The smallest change that would let an instance be placed: that of the host which lacks least.
///
/// Takes time in proportion to the classes and the depth of their trees.
private struct Remedy {
    let words: String?

    private struct Offer {
        var changes: [String]
        var shortage: Int64
        var host: String

        func isSmaller(than other: Offer) -> Bool {
            (changes.count, shortage, host) < (other.changes.count, other.shortage, other.host)
        }
    }

    init(search: Search, tally: Tally, fleet: Fleet) {
        if let use = search.policy.volumes.first(where: { fleet.volumes[$0.name] != nil }),
            let volume = fleet.volumes[use.name], fleet.host(volume.host)?.takesInstances != true
        {
            words = Refusal.volumeElsewhere(volume: use.name, host: volume.host).remedy(shortBy: 0, on: volume.host)
            return
        }
        var offers: [Offer] = []
        for (index, hostClass) in fleet.classes.enumerated() where hostClass.available > 0 {
            let host = hostClass.fittest(for: search.policy.request)
            offers.append(
                Self.offer(of: fleet.hosts[host], verdict: search.verdicts[index], search: search))
        }
        let waiting = fleet.unavailable.sorted { fleet.comesBefore($0, $1) }.prefix(16)
        for host in waiting {
            let record = fleet.hosts[host]
            var offer = Self.offer(of: record, verdict: search.verdicts[record.classNumber], search: search)
            if let absence = Search.absence(of: record) {
                offer.changes.insert(absence.remedy(shortBy: 0, on: record.state.name), at: 0)
            }
            offers.append(offer)
        }
        if let best = offers.filter({ !$0.changes.isEmpty }).min(by: { $0.isSmaller(than: $1) }),
            !offers.contains(where: \.changes.isEmpty)
        {
            words = best.changes.joined(separator: "; ")
        } else {
            words =
                tally.mostFrequent.map { $0.refusal.remedy(shortBy: $0.shortage, on: "with one") }
                .map { $0.replacing("host with one", with: "a host") }
                ?? (fleet.hostCount == 0 ? "add a host" : nil)
        }
    }

    private static func offer(of record: HostRecord, verdict: Refusal?, search: Search) -> Offer {
        let name = record.state.name
        var offer = Offer(changes: [], shortage: 0, host: name)
        if let refusal = verdict ?? search.namedRefusal(of: record) {
            offer.changes.append(refusal.remedy(shortBy: 0, on: name))
        }
        let free = record.free
        let lacks: [(Refusal, Int64)] = [
            (.cpu, search.policy.request.cpu - free.cpu), (.memory, search.policy.request.memory - free.memory),
            (.storage, search.policy.request.storage - free.storage), (.full, record.freeSlots < 1 ? 1 : 0),
        ]
        for (refusal, amount) in lacks where amount > 0 {
            offer.changes.append(refusal.remedy(shortBy: amount, on: name))
            offer.shortage += amount
        }
        return offer
    }
}

extension HostClass {
    /// The host that lacks least of what is asked, going down where less is lacking.
    fileprivate func fittest(for request: Resources) -> Int {
        var node = 1
        while node < tree.width {
            let left = tree.nodes[2 * node]
            let right = tree.nodes[2 * node + 1]
            node =
                2 * node
                + (right.count > 0 && (left.count == 0 || right.lack(of: request) < left.lack(of: request)) ? 1 : 0)
        }
        return members[node - tree.width]
    }
}

extension FreeTree.Summary {
    /// How much is lacking at the least, by thousandths of what is asked.
    fileprivate func lack(of request: Resources) -> Double {
        let parts = [
            (request.cpu, most.cpu), (request.memory, most.memory), (request.storage, most.storage),
        ]
        return parts.reduce(mostSlots < 1 ? 1 : 0) { $0 + Double(max($1.0 - $1.1, 0)) / Double(max($1.0, 1)) }
    }
}

extension Tally {
    /// The reason for which most hosts are refused.
    fileprivate var mostFrequent: (refusal: Refusal, shortage: Int64)? {
        counts.max { ($0.value, $1.key.words(shortBy: 0)) < ($1.value, $0.key.words(shortBy: 0)) }
            .map { ($0.key, shortages[$0.key] ?? 0) }
    }
}
