import ConfigurationGraph

extension AutomatonWork {
    /// Decides how many there shall be, and how many in each location.
    mutating func scale(_ pass: inout Pass) {
        let memory = pass.fleet.automatons[number].memory
        let count = policy.instances
        if policy.target.isNone {
            wanted = count.initial ?? count.least
            cause = Words.count(wanted, "instance") + " wanted"
        } else {
            scaleByDemand(memory, &pass)
        }
        if memory.wanted != wanted {
            let wanted = wanted
            pass.remember(number) { $0.wanted = wanted }
        }
        allot(pass)
    }

    private mutating func scaleByDemand(_ memory: AutomatonMemory, _ pass: inout Pass) {
        let count = policy.instances
        let there = pass.fleet.automatons[number].instances
        let before = memory.wanted ?? (there.isEmpty ? count.initial ?? count.least : there.count)
        let measured = pass.table.measured(policy.name)
        let ready = there.compactMap { slot in
            pass.fleet.instances[slot].flatMap { $0.isReady ? $0.state.name : nil }
        }
        readTravels(measured, pass)
        let covering = travels.map { travels in travels.covering(Array(room(upTo: 1, travels, in: pass.fleet).keys)) }
        let demand = Demand(of: policy, ready: ready, measured: measured, covering: covering ?? 0)
        let held = min(max(before, count.least), count.most)
        let needed = demand.isBlind && !planted(.staleScalesDown) ? max(demand.count, held) : demand.count
        let now = pass.now
        let window = max(policy.upWindow, policy.downWindow)
        pass.remember(number) { $0.note(needed, at: now, window: window) }
        let settled = pass.fleet.automatons[number].memory.settled(
            from: held, policy: policy, began: pass.fleet.began, now: now)
        wanted = settled.count
        cause = "\(Words.count(wanted, "instance")) for \(demand.cause)"
        pass.wake(number, at: settled.wake)
    }

    private mutating func readTravels(_ measured: Measured, _ pass: Pass) {
        let requests = measured.requestsByLocation
        guard !requests.isEmpty, !pass.table.roundTrips.isEmpty else { return }
        travels = Travels(requests: requests, roundTrips: pass.table.roundTrips, target: policy.target.latency)
    }

    /// Decides how many each location is to have, where it is known from where requests come and how long they take.
    private mutating func allot(_ pass: Pass) {
        if travels == nil { readTravels(pass.table.measured(policy.name), pass) }
        guard let travels else { return }
        let room = room(upTo: wanted, travels, in: pass.fleet)
        allotment = Allotment(of: wanted, among: room, travels: travels)
        renewSearch(in: pass.fleet)
    }

    /// How many instances fit in each location that is known, its own counted; no more than so many are counted.
    private func room(upTo most: Int, _ travels: Travels, in fleet: Fleet) -> [Location: Int] {
        var room: [Location: Int] = [:]
        for (index, hostClass) in fleet.classes.enumerated() where search.rules[index] == nil {
            guard let place = Allotment.place(of: hostClass, where: travels.knows) else { continue }
            var count = room[place] ?? 0
            for host in hostClass.members where count < most {
                let record = fleet.hosts[host]
                guard record.takesInstances else { continue }
                count += fleet.automatons[number].perHost[host] ?? 0
                count += record.fits(policy)
            }
            room[place] = min(count, most)
        }
        return room.filter { $0.value > 0 }
    }
}

extension HostRecord {
    /// How many instances of a policy have room, by its resources.
    fileprivate func fits(_ policy: AutomatonPolicy) -> Int {
        var count = freeSlots
        for (free, asked) in [
            (free.cpu, policy.request.cpu), (free.memory, policy.request.memory),
            (free.storage, policy.request.storage),
        ] where asked > 0 {
            count = min(count, Int(clamping: free / asked))
        }
        if policy.ports.contains(where: { $0.sharedBy == nil })
            || policy.neighbours.contains(where: { $0.automaton == policy.name && !$0.beside })
        {
            count = min(count, 1)
        }
        return max(count, 0)
    }
}
