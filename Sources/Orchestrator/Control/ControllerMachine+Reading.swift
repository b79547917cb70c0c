import ConfigurationGraph

extension ControllerMachine {
    /// Asks for the lease when it is time; without it nothing is known.
    mutating func keepLease(at now: Moment) -> [Effect] {
        if let lease, lease.until <= now { forgetAll() }
        guard leaseDue <= now else { return [] }
        let ticket = nextTicket()
        askingLease = Asking(ticket: ticket, at: now)
        return [.askForLease(ticket: ticket, unchanged: claim.unchanged(at: now))]
    }

    /// When the lease is to be asked for next.
    var leaseDue: Moment { terms.due(lease, askingLease) }

    /// Reads the graph where it isn't known, and the leases every now and then.
    mutating func keepReading(at now: Moment) -> [Effect] {
        if let proposed, proposed.at + 2 * terms.retryEvery <= now { return giveUpLease() }
        var effects: [Effect] = []
        if needsReading, readAgain <= now, readingDue.map({ $0 <= now }) ?? true {
            readingPatience = reading == nil ? 2 * terms.retryEvery : 2 * (readingPatience ?? terms.retryEvery)
            let ticket = nextTicket()
            reading = Asking(ticket: ticket, at: now)
            effects.append(.read(ticket: ticket, began: fleet?.began ?? now))
        }
        if leasesDue <= now {
            let ticket = nextTicket()
            askingLeases = Asking(ticket: ticket, at: now)
            effects.append(.readLeases(ticket: ticket))
        }
        return effects
    }

    /// When an answer to the question for the graph isn't waited for any more; nil where nobody asked.
    private var readingDue: Moment? { reading.map { $0.at + (readingPatience ?? 2 * terms.retryEvery) } }

    /// When the hosts' leases are to be read next.
    var leasesDue: Moment { askingLeases.map { $0.at + terms.retryEvery } ?? Moment(milliseconds: .min) }

    /// Nothing is heard of a proposal: with another epoch it can't land any more.
    private mutating func giveUpLease() -> [Effect] {
        guard let epoch = lease?.epoch else { return [] }
        abandoned = epoch
        forgetAll()
        return [.giveUpLease(epoch: epoch)]
    }

    /// As if it had just begun.
    mutating func forgetAll() {
        lease = nil
        fleet = nil
        watch = LeaseWatch()
        askingLeases = nil
        readAnew()
    }

    /// What was decided may not be so: everything is read once more. What planning remembers stays.
    mutating func readAnew() {
        needsReading = true
        reading = nil
        proposed = nil
    }

    mutating func takeIn(_ fleet: Fleet, _ endings: [FleetChange.Ending]) {
        var next = fleet
        if let known = self.fleet { next.goOn(from: known) }
        needsReading = false
        seen = fleet.revision
        awaited = fleet.revision
        self.fleet = next
        self.endings = Dictionary(endings.map { ($0.instance, Handover(ending: $0)) }) { first, _ in first }
        followLeases()
        self.fleet?.lookAtEverything()
        isDirty = true
    }

    mutating func takeIn(_ changes: [FleetChange], _ after: Revision, _ revision: Revision) {
        guard fleet != nil, !needsReading, revision > seen else { return }
        guard after <= seen else { return readAnew() }
        seen = revision
        for change in changes {
            if let instance = change.instance, proposed?.touched.contains(instance) == true {
                proposed?.later.append((change, revision))
            } else {
                take(change)
            }
        }
        fleet?.revision = revision
        isDirty = true
    }

    private mutating func take(_ change: FleetChange) {
        switch change {
        case .host(var state):
            state.lease = watch.lease(of: state.name, terms: terms)
            fleet?.put(state)
        case .hostGone(let name): fleet?.remove(host: name)
        case .automaton(let policy): fleet?.put(policy)
        case .automatonGone(let name): fleet?.remove(automaton: name)
        case .instance(let state):
            endings[state.name] = nil
            fleet?.put(state)
        case .ending(let ending):
            // One that goes on elsewhere is there already, as far as planning is concerned.
            if endings[ending.instance] == nil { fleet?.remove(instance: ending.instance) }
            endings[ending.instance] = Handover(ending: ending, next: endings[ending.instance]?.next)
        case .instanceGone(let name):
            if endings[name]?.next != nil {
                endings[name]?.ending.hasEnded = true
            } else {
                endings[name] = nil
                fleet?.remove(instance: name)
            }
        }
    }

    mutating func takeIn(_ sightings: [LeaseSighting], asked: Moment, now: Moment) {
        guard let fleet else { return }
        watch.see(sightings, of: fleet.hostStates.map(\.name), asked: asked, now: now)
        followLeases()
    }

    /// Lets the fleet know whose lease ran out.
    private mutating func followLeases() {
        for var state in fleet?.hostStates ?? [] {
            let lease = watch.lease(of: state.name, terms: terms)
            guard state.lease != lease else { continue }
            state.lease = lease
            fleet?.put(state)
            isDirty = true
        }
    }

    /// What is refused again and again keeps nobody busy.
    mutating func refused(at now: Moment) {
        readAnew()
        readAgain = now + min(0.1 * Double(1 << min(refusals, 6)), 5)
        refusals += 1
    }

    /// Takes for done what landed, and proposes what was decided with it.
    mutating func landed(_ revision: Revision, _ ticket: Int, at now: Moment) -> [Effect] {
        guard var proposed, proposed.proposal.ticket == ticket else { return [] }
        refusals = 0
        awaited = max(awaited, revision)
        isDirty = true
        let landed = proposed.proposal.touched
        let heard = proposed.later.filter { $0.change.instance.map(landed.contains) ?? false }
        proposed.later.removeAll { $0.change.instance.map(landed.contains) ?? false }
        proposed.touched.subtract(landed)
        self.proposed = nil
        // What was so before it landed is so no more.
        for (change, changed) in heard where changed >= revision { take(change) }
        guard !proposed.rest.isEmpty, leads(at: now) else { return [] }
        proposed.proposal = proposed.rest.removeFirst()
        proposed.proposal.ticket = nextTicket()
        proposed.at = now
        self.proposed = proposed
        return [.commit(proposed.proposal)]
    }

    func nextLook(after now: Moment) -> Moment? {
        var moments = [leaseDue]
        if let lease, leads(at: now) {
            moments += [lease.until, leasesDue]
            if needsReading { moments.append(readAgain) }
            if let readingDue { moments.append(readingDue) }
            if let proposed { moments.append(proposed.at + 2 * terms.retryEvery) }
            if let planAgain, proposed == nil { moments.append(planAgain) }
        }
        return moments.filter { $0 > now }.min()
    }
}

extension Fleet {
    /// Takes over what planning remembers that isn't kept in the graph: windows, and a change's progress.
    mutating func goOn(from known: Fleet) {
        for (name, memory) in known.memory {
            guard let number = automatonNumbers[name] else { continue }
            automatons[number].memory.goOn(from: memory)
        }
    }
}

extension AutomatonMemory {
    fileprivate mutating func goOn(from known: AutomatonMemory) {
        needs = known.needs
        wanted = known.wanted
        rollout = known.rollout
    }
}
