extension AutomatonWork {
    /// Sorts the instances by what becomes of them. One that would resolve to the same is of the generation at once.
    mutating func sortOut(_ pass: inout Pass) {
        crew = Crew()
        for slot in pass.sorted(pass.fleet.automatons[number].instances) {
            guard let record = pass.fleet.instances[slot] else { continue }
            if isLost(record, pass) {
                crew.lost.append(slot)
                continue
            }
            if pass.fleet.serves(record) { crew.ready += 1 }
            let isOutdated = isOutdated(slot, record.state, &pass)
            if isOutdated { crew.outdated.insert(slot) }
            if let reason = reasonToLeave(slot, record, isOutdated: isOutdated, pass) {
                crew.leaving.append((slot, reason))
            } else {
                crew.good.append(slot)
            }
        }
        let serving = crew.leaving.filter { pass.fleet.instances[$0.slot]?.isReady == true }
        crew.leaving = crew.leaving.filter { pass.fleet.instances[$0.slot]?.isReady != true } + serving
    }

    private func isLost(_ record: InstanceRecord, _ pass: Pass) -> Bool {
        let margin = policy.isExclusive ? pass.settings.watchdogMargin : 0
        return pass.isLost(record.host, margin: margin)
    }

    private func isOutdated(_ slot: Int, _ state: InstanceState, _ pass: inout Pass) -> Bool {
        guard state.generation != generation else { return false }
        guard generation == policy.generation, state.wantedSpec == state.spec, state.wantedSpec != nil else {
            return true
        }
        var adopted = state
        adopted.generation = generation
        pass.fleet.journal.record(.changed(slot, state))
        pass.fleet.change(slot, to: adopted)
        pass.plan.steps.append(.adopt(instance: state.name, generation: generation))
        return false
    }

    private func reasonToLeave(_ slot: Int, _ record: InstanceRecord, isOutdated: Bool, _ pass: Pass) -> String? {
        let host = pass.fleet.hosts[record.host]
        if host.state.draining { return "host \(host.state.name) is being drained" }
        if let taint = host.state.taints.first(where: { taint in
            taint.effect == .evict && !policy.tolerations.contains { $0.covers(taint) }
        }) {
            return "host \(host.state.name) has the taint \(taint)"
        }
        if pass.overfull.contains(slot) { return "host \(host.state.name) has less than it gave away" }
        if let refusal = misplacement(host) { return "host \(host.state.name): \(refusal.words(shortBy: 0))" }
        if isOutdated { return "what it runs changed" }
        if let other = pass.fleet.replacements[record.state.name], let next = pass.fleet.instances[other]?.state,
            next.generation == generation
        {
            return "\(next.name) takes its place"
        }
        return nil
    }

    /// Why an instance could not be on its host by rules that never depend on instances. That nobody new is to come is
    /// no such reason.
    private func misplacement(_ host: HostRecord) -> Refusal? {
        guard let refusal = search.rules[host.classNumber] ?? search.namedRefusal(of: host) else { return nil }
        if case .taint = refusal { return nil }
        return refusal
    }
}
