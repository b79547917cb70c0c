import ConfigurationGraph

extension ControllerMachine {
    /// Plans and proposes, if something changed or it is time, and nothing is under way.
    ///
    /// No busy loop: without a change no sooner than a second after the last time.
    mutating func plan(at now: Moment) -> [Effect] {
        guard let lease, proposed == nil, !needsReading, seen >= awaited, watch.hasLooked,
            isDirty || planAgain.map({ $0 <= now }) ?? false, var planned = fleet.take()
        else { return [] }
        isDirty = false
        let plan = Planner.advance(&planned, observations: observations, now: now, settings: settings)
        fleet = planned
        var proposal = Proposal(ticket: nextTicket(), revision: planned.revision, epoch: lease.epoch)
        for step in plan.steps { propose(step, &proposal) }
        goOnAfterEnds(&proposal, at: now)
        for name in endings.keys where endings[name]?.next != nil { letWait(name) }
        let wake = [plan.wake, nextGivenUp].compactMap(\.self).min()
        planAgain = wake.map { max($0, now + 1) }
        guard !proposal.isEmpty else { return [.tell(plan)] }
        var parts = proposal.parts()
        let first = parts.removeFirst()
        proposed = Proposed(proposal: first, rest: parts, at: now, touched: proposal.touched)
        return [.tell(plan), .commit(first)]
    }

    private mutating func propose(_ step: Step, _ proposal: inout Proposal) {
        switch step {
        case .place(let placed), .restart(let placed):
            if case .place = step { proposal.newcomers.insert(placed.instance) }
            // A name that still means one that ends is free when that has ended.
            if endings[placed.instance] != nil {
                endings[placed.instance]?.next = placed
            } else {
                proposal.puts.append(placed)
            }
        case .move(let placed, _) where planted(.handoverTooSoon): proposal.puts.append(placed)
        case .move(let placed, let from):
            let isExclusive = fleet?.instance(placed.instance)?.volumes.contains(where: \.exclusive) ?? true
            end(
                FleetChange.Ending(instance: placed.instance, host: from, isExclusive: isExclusive, hasEnded: false),
                next: placed, reason: placed.reason.cause, &proposal)
        case .stop(let instance, let host, let reason):
            // What it had isn't known here any more: the longer time is right for all.
            end(
                FleetChange.Ending(instance: instance, host: host, isExclusive: true, hasEnded: false),
                next: nil, reason: reason, &proposal)
        case .adopt(let instance, let generation):
            // One that isn't yet where it goes on is put there as what it is now.
            if endings[instance] == nil { proposal.notes.append(step) }
            endings[instance]?.next?.generation = generation
        case .settle, .giveBack: proposal.notes.append(step)
        }
    }

    private mutating func end(
        _ ending: FleetChange.Ending, next: Step.Placed?, reason: String, _ proposal: inout Proposal
    ) {
        guard endings[ending.instance] == nil else {
            endings[ending.instance]?.next = next
            return
        }
        // Placed by this very plan, and gone again: it never was anywhere.
        if let place = proposal.puts.firstIndex(where: { $0.instance == ending.instance }) {
            let isNew = proposal.newcomers.contains(ending.instance)
            proposal.puts.remove(at: place)
            if isNew {
                if let next { proposal.puts.append(next) }
                return
            }
        }
        endings[ending.instance] = Handover(ending: ending, next: next)
        proposal.ends.append(Proposal.End(instance: ending.instance, reason: reason))
    }

    /// What has ended, or was given up with its host, makes way for what goes on under its name.
    private mutating func goOnAfterEnds(_ proposal: inout Proposal, at now: Moment) {
        for (name, handover) in endings.sorted(by: { $0.key < $1.key }) {
            let isOver = handover.ending.hasEnded || givenUp(handover.ending).map { $0 <= now } ?? false
            guard isOver else { continue }
            endings[name] = nil
            proposal.ends.removeAll { $0.instance == name }
            if let next = handover.next { proposal.puts.append(next) } else { proposal.removals.append(name) }
        }
    }

    /// What goes on once it has ended has no place until then.
    private mutating func letWait(_ name: String) {
        guard var state = fleet?.instance(name) else { return }
        state.phase = .waiting
        fleet?.put(state)
    }

    /// When one that ends is given up with its host; nil while its host has its lease.
    private func givenUp(_ ending: FleetChange.Ending) -> Moment? {
        guard let fleet, let number = fleet.hostNumbers[ending.host], !fleet.hosts[number].isGone else {
            return Moment(milliseconds: .min)
        }
        guard case .ranOut(let moment) = fleet.hosts[number].state.lease else { return nil }
        return moment + (settings.grace + (ending.isExclusive ? settings.watchdogMargin : 0))
    }

    private var nextGivenUp: Moment? { endings.values.compactMap { givenUp($0.ending) }.min() }
}
