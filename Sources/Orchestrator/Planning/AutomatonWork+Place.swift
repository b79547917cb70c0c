import ConfigurationGraph

extension AutomatonWork {
    /// Places a new instance.
    ///
    /// - Returns: its slot; nil if no host can have it, even if those that rank lower made room.
    mutating func place(cause: String, replaces: String?, _ pass: inout Pass) -> Int? {
        let fitted = fitted(&pass)
        guard let choice = fitted ?? search.best(in: pass.fleet) ?? makeRoom(&pass) else { return nil }
        let name = "\(policy.name)-\(pass.fleet.automatons[number].numbers.lowest())"
        let (placed, slot) = settle(choice, name: name, before: nil, cause: cause, replaces: replaces, &pass)
        pass.plan.steps.append(.place(placed))
        return slot
    }

    /// The place that was found for all that is to be placed at once, if one was looked for.
    private mutating func fitted(_ pass: inout Pass) -> Choice? {
        guard var hosts = pass.fittedPlaces[number], let host = hosts.first else { return nil }
        hosts.removeFirst()
        pass.fittedPlaces[number] = hosts
        return search.refusal(of: host, in: pass.fleet) == nil ? Choice(hosts: [host], limit: .max) : nil
    }

    /// Has an instance go on elsewhere, or anew where it is.
    ///
    /// - Returns: its new slot; nil if no host can have it, and then it stays as it is.
    mutating func relocate(_ slot: Int, cause: String, _ pass: inout Pass) -> Int? {
        guard let record = pass.fleet.instances[slot] else { return nil }
        let grew = pass.fleet.roomGrew
        let isOutdated = crew.outdated.contains(slot)
        pass.fleet.remove(slot: slot)
        forget(in: pass.fleet)
        // Whoever is to leave its host doesn't come back to it.
        if !isOutdated { search.avoided = record.host }
        let choice = search.best(in: pass.fleet) ?? makeRoom(&pass)
        search.avoided = nil
        guard let choice else {
            pass.fleet.add(record.state)
            pass.fleet.roomGrew = grew
            forget(in: pass.fleet)
            return nil
        }
        let (placed, new) = settle(
            choice, name: record.state.name, before: record, cause: cause, replaces: record.state.replaces, &pass)
        pass.plan.steps.append(
            choice.hosts[0] == record.host ? .restart(placed) : .move(placed, from: record.state.host))
        return new
    }

    /// Ends an instance.
    mutating func end(_ slot: Int, reason: String, _ pass: inout Pass) {
        pass.stop(slot, reason: reason)
        forget(in: pass.fleet)
    }

    /// What was counted holds no more, as an instance ended.
    private mutating func forget(in fleet: Fleet) {
        if search.followsItself { renewSearch(in: fleet) }
        count = nil
        search.spreadFloor = 0
    }

    private mutating func settle(
        _ choice: Choice, name: String, before: InstanceRecord?, cause: String, replaces: String?, _ pass: inout Pass
    ) -> (Step.Placed, Int) {
        let host = choice.hosts[0]
        let reason = reason(for: choice, cause: cause, replaces: replaces, in: pass.fleet)
        let kept = before.flatMap { $0.host == host ? $0.state.idBase : nil }
        var state = InstanceState(
            name: name, automaton: policy.name, host: pass.fleet.hosts[host].state.name, generation: generation,
            phase: .starting, request: policy.request,
            idBase: kept ?? pass.fleet.hosts[host].freeIDBase ?? pass.fleet.hosts[host].state.idStart)
        state.devices = policy.devices
        state.ports = policy.ports
        state.volumes = policy.volumes
        state.replaces = replaces
        let slot = pass.fleet.add(state)
        pass.arrived.insert(number)
        count?.follow(host, of: search, in: pass.fleet)
        if search.followsItself { renewSearch(in: pass.fleet) }
        let placed = Step.Placed(
            instance: name, automaton: policy.name, host: state.host, idBase: state.idBase, generation: generation,
            reason: reason)
        return (placed, slot)
    }

    private mutating func reason(
        for choice: Choice, cause: String, replaces: String?, in fleet: Fleet
    ) -> PlacementReason {
        if count?.isFor(limit: choice.limit) != true {
            count = RefusalCount(of: search, limit: choice.limit, in: fleet)
        }
        return PlacementReason(
            cause: cause, revision: fleet.revision, hosts: fleet.hostCount,
            refusals: count?.tally(of: search, in: fleet).refusals ?? [],
            best: choice.hosts.map {
                PlacementReason.Candidate(host: fleet.hosts[$0].state.name, terms: search.terms(of: $0, in: fleet))
            }, replaces: replaces)
    }
}
