import ConfigurationGraph

extension AutomatonWork {
    /// Once all is quiet, moves one instance nearer to where requests come from, if that saves more than the threshold.
    mutating func moveNearer(_ pass: inout Pass) {
        guard let allotment, let travels, isQuiet(pass) else { return }
        let places = allotment.quotas.keys.sorted()
        let counts = places.map { count(in: $0, pass.fleet) }
        let transport = travels.transport(to: places)
        let each = transport.demand.reduce(0, +) / Double(max(counts.reduce(0, +), 1))
        let present = transport.cost(capacity: counts.map { Double($0) * each })
        guard present - allotment.cost > pass.settings.betterBy * present else { return }
        let surplus = { (place: Int) in counts[place] - (allotment.quotas[places[place]] ?? 0) }
        guard let from = places.indices.max(by: { (surplus($0), $1) < (surplus($1), $0) }), surplus(from) > 0,
            let slot = crew.good.last(where: { place(of: $0, pass.fleet) == places[from] }),
            let choice = search.best(in: pass.fleet), isNearer(choice, than: places[from], pass.fleet)
        else { return }
        let words = "requests to \(policy.name) come from nearer there"
        if surge > 0, let name = pass.fleet.instances[slot]?.state.name {
            _ = place(cause: words, replaces: name, &pass)
        } else if unavailable > 0 {
            _ = relocate(slot, cause: words, &pass)
        }
    }

    private func isQuiet(_ pass: Pass) -> Bool {
        crew.leaving.isEmpty && missing == 0 && crew.good.count == wanted && crew.ready >= wanted && !policy.isStateful
    }

    private func isNearer(_ choice: Choice, than place: Location, _ fleet: Fleet) -> Bool {
        let hostClass = fleet.classes[fleet.hosts[choice.hosts[0]].classNumber]
        guard let there = allotment?.place(of: hostClass), there != place else { return false }
        return (allotment?.quotas[there] ?? 0) > count(in: there, fleet)
    }

    private func count(in place: Location, _ fleet: Fleet) -> Int {
        crew.good.count { self.place(of: $0, fleet) == place }
    }

    private func place(of slot: Int, _ fleet: Fleet) -> Location? {
        guard let host = fleet.instances[slot]?.host, host >= 0 else { return nil }
        return allotment?.place(of: fleet.classes[fleet.hosts[host].classNumber])
    }
}
