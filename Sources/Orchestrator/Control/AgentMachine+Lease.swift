import ConfigurationGraph

extension AgentMachine {
    /// Asks for the lease when it is time, and gives up what depends on it when it ran out.
    mutating func keepLease(at now: Moment) -> [Effect] {
        if let lease, lease.until <= now, !planted(.leaseNotChecked) {
            self.lease = nil
            // What is placed here may be placed elsewhere by the time that the lease is had again.
            placed = nil
            askingPlaces = nil
        }
        guard leaseDue <= now else { return [] }
        let ticket = nextTicket()
        askingLease = Asking(ticket: ticket, at: now)
        return [.askForLease(ticket: ticket, unchanged: claim.unchanged(at: now))]
    }

    /// When the lease is to be asked for next.
    var leaseDue: Moment { terms.due(lease, askingLease) }

    mutating func leaseGiven(_ ticket: Int, _ epoch: Int64) -> [Effect] {
        claim.given()
        guard let asking = askingLease, asking.ticket == ticket else { return [] }
        askingLease = nil
        isRefused = false
        let until = asking.at + terms.duration
        lease = OwnLease(epoch: epoch, asked: asking.at, until: until)
        var effects: [Effect] = [.armWatchdog(until: until)]
        if epoch != knownEpoch {
            // Another machine had it since, which may not know yet that it hasn't any more.
            if epoch > 1, !planted(.takeoverTooSoon) { exclusiveFrom = asking.at + terms.takeover }
            knownEpoch = epoch
            placed = nil
            effects.append(.keep(epoch: epoch))
        }
        return effects
    }

    mutating func leaseRefused(_ ticket: Int, by holding: Lease, at now: Moment) -> [Effect] {
        claim.refused(by: holding, at: now)
        guard let asking = askingLease, asking.ticket == ticket else { return [] }
        lease = nil
        placed = nil
        let isNew = !isRefused
        isRefused = true
        return isNew ? [.warnOfNamesake(holder: holding.holder)] : []
    }

    /// When there is something to look at, even if nothing happens until then.
    func nextLook(after now: Moment) -> Moment? {
        var moments = [leaseDue]
        if let lease { moments.append(lease.until) }
        if let asking = askingPlaces { moments.append(asking.at + terms.retryEvery) }
        if let asked = askingWhatRuns { moments.append(asked + terms.retryEvery) }
        if let reporting { moments.append(reporting + terms.retryEvery) }
        if placed != nil, let exclusiveFrom { moments.append(exclusiveFrom) }
        moments += failures.values.map(\.retry)
        moments += (runs ?? [:]).values.compactMap { $0.stopAsked.map { $0 + Run.stopAgainEvery } }
        return moments.filter { $0 > now }.min()
    }
}
