extension Pass {
    /// Gives hosts that joined their share, from those with more instances than the average.
    ///
    /// No more moves than the share in all; no automaton is out of its budget; nobody moves to a place that its policy
    /// likes less or that has more of its own. Takes time in proportion to the fullest hosts that are looked at.
    mutating func rebalance() {
        guard fleet.openHostCount > 0 else { return }
        let average = fleet.instanceCount / fleet.openHostCount
        for host in fleet.joins.keys.sorted(by: { fleet.comesBefore($0, $1) }) {
            guard fleet.hosts[host].takesInstances, let share = fleet.joins[host] else {
                fleet.joins[host] = nil
                continue
            }
            let moved = giveShare(to: host, upTo: share, average: average)
            let isDone =
                moved.count >= share || (moved.count == 0 && !moved.waits)
                || fleet.hosts[host].instances.count >= average
            fleet.joins[host] = isDone ? nil : share - moved.count
        }
    }

    /// Moves instances to a host; says how many, and whether some only wait for their budget.
    private mutating func giveShare(to host: Int, upTo share: Int, average: Int) -> (count: Int, waits: Bool) {
        var known = Known()
        var count = 0
        var waits = false
        for fullest in fleet.loads.fuller(than: max(average, fleet.hosts[host].instances.count)) {
            for source in fullest.sorted(by: { fleet.comesBefore($0, $1) }) where source != host {
                guard count < share, fleet.hosts[host].instances.count < average else { return (count, waits) }
                guard fleet.hosts[source].takesInstances else { continue }
                switch moveOne(from: source, to: host, &known) {
                case .moved: count += 1
                case .waits: waits = true
                case .none: break
                }
            }
        }
        return (count, waits)
    }

    private enum Outcome { case moved, waits, none }

    /// What was found of automatons, by number.
    private struct Known {
        var searches: [Int: Search] = [:]
        /// How many instances serve.
        var serving: [Int: Int] = [:]
    }

    private mutating func moveOne(from source: Int, to host: Int, _ known: inout Known) -> Outcome {
        var outcome = Outcome.none
        let names = fleet.hosts[source].instances.compactMap { slot in
            fleet.instances[slot].map { (name: $0.state.name, slot: slot) }
        }
        for (_, slot) in names.sorted(by: { $0.name < $1.name }) {
            guard let record = fleet.instances[slot], record.automaton >= 0,
                !fleet.automatons[record.automaton].policy.isStateful
            else { continue }
            let search = known.searches[record.automaton] ?? Search(record.automaton, in: fleet)
            known.searches[record.automaton] = search
            guard search.refusal(of: host, in: fleet) == nil, isNoWorse(host, than: source, for: search) else {
                continue
            }
            let serving = known.serving[record.automaton] ?? countServing(record.automaton)
            known.serving[record.automaton] = serving
            guard mayMove(record, serving: serving) else {
                outcome = .waits
                continue
            }
            var work = AutomatonWork(record.automaton, in: self)
            work.wanted = fleet.automatons[record.automaton].memory.wanted ?? 0
            work.generation = record.state.generation
            if work.bring(slot, to: host, cause: "host \(fleet.hosts[host].state.name) joined", &self) {
                known.serving[record.automaton] = nil
                return .moved
            }
        }
        return outcome
    }

    /// Whether the policy likes the host as much, and it has fewer of the same automaton about it.
    private func isNoWorse(_ host: Int, than source: Int, for search: Search) -> Bool {
        let here = fleet.hosts[source].classNumber
        let there = fleet.hosts[host].classNumber
        guard search.classPoints[there] >= search.classPoints[here] else { return false }
        let key = search.policy.spread.key
        let automaton = fleet.automatons[search.automaton]
        if key != .host, fleet.classes[here].key.zone == fleet.classes[there].key.zone { return true }
        return automaton.count(in: key, host: host, of: fleet.classes[there].key)
            < automaton.count(in: key, host: source, of: fleet.classes[here].key)
    }

    private func countServing(_ automaton: Int) -> Int {
        fleet.automatons[automaton].instances.count { fleet.instances[$0].map(fleet.serves) ?? false }
    }

    /// Whether nothing else is under way that uses up the automaton's budget.
    private func mayMove(_ record: InstanceRecord, serving: Int) -> Bool {
        let automaton = fleet.automatons[record.automaton]
        guard let wanted = automaton.memory.wanted, record.isReady, automaton.memory.rollout == nil,
            record.state.generation == automaton.policy.generation, fleet.replacements[record.state.name] == nil
        else { return false }
        let update = automaton.policy.update
        let surge = update.maxSurge.of(wanted, roundedUp: true)
        let unavailable = update.maxUnavailable.of(wanted, roundedUp: false)
        return surge > 0 || unavailable == 0
            ? automaton.instances.count < wanted + max(surge, 1) && serving >= wanted - unavailable
            : automaton.instances.count <= wanted && serving - 1 >= wanted - unavailable
    }
}

extension AutomatonWork {
    /// Brings an instance to a host: another one there takes its place, or it stops first where none too many may be.
    mutating func bring(_ slot: Int, to host: Int, cause: String, _ pass: inout Pass) -> Bool {
        search.only = [host]
        if surge > 0, let name = pass.fleet.instances[slot]?.state.name {
            return place(cause: cause, replaces: name, &pass) != nil
        }
        return relocate(slot, cause: cause, &pass) != nil
    }
}
