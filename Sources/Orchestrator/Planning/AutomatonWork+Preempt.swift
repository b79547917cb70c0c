extension AutomatonWork {
    /// Has instances that rank lower make room, where the policy says so: as few as can be, of the lowest rank.
    ///
    /// Their own budgets don't keep them: these are for changes that can wait. They are placed anew in the same plan,
    /// where there is room. Looks at all hosts, as there is no room on any.
    mutating func makeRoom(_ pass: inout Pass) -> Choice? {
        guard policy.preempts, !hasTriedToPreempt else { return nil }
        guard let best = bestOffer(in: pass.fleet) else {
            hasTriedToPreempt = true
            return nil
        }
        let mark = pass.fleet.mark()
        let steps = pass.plan.steps.count
        let victims = best.victims.compactMap { pass.fleet.instances[$0]?.automaton }
        for slot in best.victims { pass.stop(slot, reason: "\(policy.name) ranks higher and has no room elsewhere") }
        searchAgain(in: pass.fleet)
        guard let choice = search.best(in: pass.fleet) else {
            // Without them another rule is broken, as that it is to be beside one of them.
            pass.fleet.undo(to: mark)
            pass.plan.steps.removeSubrange(steps...)
            searchAgain(in: pass.fleet)
            hasTriedToPreempt = true
            return nil
        }
        pass.fleet.keep(mark)
        pass.preempted.formUnion(victims)
        return choice
    }

    private mutating func searchAgain(in fleet: Fleet) {
        let avoided = search.avoided
        let only = search.only
        renewSearch(in: fleet)
        search.avoided = avoided
        if let only, search.only == nil { search.only = only }
    }

    private func bestOffer(in fleet: Fleet) -> Offer? {
        let hosts = search.only ?? Array(fleet.hosts.indices)
        return hosts.compactMap { offer(of: $0, in: fleet) }.min { $0.comesBefore($1, in: fleet) }
    }

    private struct Offer {
        var host: Int
        /// The highest priority that has to go.
        var priority: Int
        var victims: [Int]

        func comesBefore(_ other: Offer, in fleet: Fleet) -> Bool {
            if priority != other.priority { return priority < other.priority }
            if victims.count != other.victims.count { return victims.count < other.victims.count }
            return fleet.comesBefore(host, other.host)
        }
    }

    /// Who would have to go from a host; nil if that wouldn't help.
    private func offer(of host: Int, in fleet: Fleet) -> Offer? {
        var record = fleet.hosts[host]
        guard host != search.avoided, Search.absence(of: record) == nil, search.verdicts[record.classNumber] == nil,
            search.namedRefusal(of: record) == nil, search.volumeRefusal(of: record, in: fleet) == nil
        else { return nil }
        var victims: [Int] = []
        for slot in lower(on: record, in: fleet) {
            if fits(record, host, in: fleet) { break }
            take(slot, from: &record, in: fleet)
            victims.append(slot)
        }
        guard fits(record, host, in: fleet), !victims.isEmpty else { return nil }
        // Who went first may not have had to, once a larger one went.
        for slot in victims.dropLast() {
            var without = fleet.hosts[host]
            for other in victims where other != slot { take(other, from: &without, in: fleet) }
            if fits(without, host, in: fleet) { victims.removeAll { $0 == slot } }
        }
        return Offer(host: host, priority: victims.map { priority(of: $0, in: fleet) }.max() ?? 0, victims: victims)
    }

    private func fits(_ record: HostRecord, _ host: Int, in fleet: Fleet) -> Bool {
        search.shortage(on: record) == nil && search.ownRefusal(of: host, record, in: fleet) == nil
    }

    private func take(_ slot: Int, from record: inout HostRecord, in fleet: Fleet) {
        guard let victim = fleet.instances[slot] else { return }
        record.used -= victim.state.request
        record.instances.removeAll { $0 == slot }
        record.ports.removeAll(where: victim.state.ports.contains)
        for group in victim.devices.indices { record.devicesTaken[group] -= victim.devices[group] }
        if victim.ownsIDs, let range = record.range(of: victim.state.idBase) { record.ids.set(range, taken: false) }
    }

    private func lower(on record: HostRecord, in fleet: Fleet) -> [Int] {
        record.instances.filter { slot in
            guard let automaton = fleet.instances[slot]?.automaton, automaton >= 0 else { return false }
            return fleet.automatons[automaton].policy.priority < policy.priority
        }.sorted { first, second in
            let left = priority(of: first, in: fleet)
            let right = priority(of: second, in: fleet)
            if left != right { return left < right }
            return (fleet.instances[first]?.state.name ?? "") < (fleet.instances[second]?.state.name ?? "")
        }
    }

    private func priority(of slot: Int, in fleet: Fleet) -> Int {
        guard let automaton = fleet.instances[slot]?.automaton, automaton >= 0 else { return .max }
        return fleet.automatons[automaton].policy.priority
    }
}
