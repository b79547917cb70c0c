import ConfigurationGraph

extension AgentMachine {
    /// An instance on this machine.
    struct Run: Hashable, Sendable {
        enum State: Hashable, Sendable { case starting, running, ready }

        var assignment: Assignment
        var state: State
        /// When it was last asked to end; nil while it may run.
        var stopAsked: Moment?
        /// How soon it is asked again.
        static let stopAgainEvery: Double = 10
    }

    /// An instance that can't be started, or ended by itself.
    struct Failure: Hashable, Sendable {
        var spec: String
        var count: Int
        var retry: Moment
    }

    // MARK: what is heard

    mutating func takeUp(_ found: [Found]) {
        askingWhatRuns = nil
        var known = runs ?? [:]
        let names = Set(found.map(\.assignment.instance))
        known = known.filter { names.contains($0.key) || $0.value.state == .starting }
        for one in found {
            let name = one.assignment.instance
            if known[name] == nil {
                known[name] = Run(assignment: one.assignment, state: one.isReady ? .ready : .running)
            }
        }
        runs = known
    }

    mutating func takeIn(_ assignments: [Assignment], _ revision: Revision, _ ticket: Int?) {
        let isAnswer = ticket != nil && ticket == askingPlaces?.ticket
        heard = max(heard, revision)
        // What wasn't asked for is of use only if something was read since the lease was had.
        guard isAnswer || (placed != nil && revision > self.revision) else { return }
        if isAnswer { askingPlaces = nil }
        // An answer that something newer overtook is asked for again: nobody would tell of that once more.
        guard revision >= heard else { return }
        self.revision = revision
        let byName = Dictionary(assignments.map { ($0.instance, $0) }) { first, _ in first }
        placed = byName
        failures = failures.filter { byName[$0.key]?.spec == $0.value.spec }
        reports = byName.compactMapValues { assignment in
            assignment.reported.map {
                InstanceReport(instance: assignment.instance, spec: assignment.spec, state: $0)
            }
        }
    }

    mutating func setReady(_ name: String, _ isReady: Bool) {
        guard let run = runs?[name], run.state != .starting else { return }
        runs?[name]?.state = isReady ? .ready : .running
        if isReady { failures[name] = nil }
    }

    mutating func end(_ name: String, at now: Moment) {
        guard let run = runs?[name] else { return }
        if run.stopAsked != nil { runs?[name] = nil } else { fail(name, at: now) }
    }

    mutating func fail(_ name: String, at now: Moment) {
        guard let run = runs?.removeValue(forKey: name) else { return }
        let count = (failures[name]?.count ?? 0) + 1
        let pause = min(Double(1 << min(count - 1, 6)), 60)
        failures[name] = Failure(spec: run.assignment.spec, count: count, retry: now + pause)
    }

    // MARK: what is done

    /// Looks, reads, stops and starts, as far as it may now.
    mutating func arrange(at now: Moment) -> [Effect] {
        if runs == nil, planted(.restartForgets) { runs = [:] }
        guard runs != nil else {
            guard askingWhatRuns.map({ $0 + terms.retryEvery <= now }) ?? true else { return [] }
            askingWhatRuns = now
            return [.lookAround]
        }
        guard let lease else { return isRefused ? stopEverything(at: now) : stopExclusive(at: now) }
        guard let placed else {
            guard askingPlaces.map({ $0.at + terms.retryEvery <= now }) ?? true else { return [] }
            let ticket = nextTicket()
            askingPlaces = Asking(ticket: ticket, at: now)
            return [.read(ticket: ticket)]
        }
        return stopGivenAway(placed, at: now) + start(placed, lease, at: now)
    }

    private mutating func stopEverything(at now: Moment) -> [Effect] {
        stop("another machine has this host's name and lease", at: now) { _ in true }
    }

    /// The watchdog does this as well: the agent may be gone, the watchdog may have to be started.
    private mutating func stopExclusive(at now: Moment) -> [Effect] {
        stop("the lease ran out, and it holds an exclusive volume", at: now, where: \.assignment.isExclusive)
    }

    private mutating func stopGivenAway(_ placed: [String: Assignment], at now: Moment) -> [Effect] {
        stop("it isn't to run here any more, or not so", at: now) { run in
            guard let wanted = placed[run.assignment.instance] else { return true }
            return !wanted.isWanted || wanted.spec != run.assignment.spec
        }
    }

    private mutating func stop(_ reason: String, at now: Moment, where isMeant: (Run) -> Bool) -> [Effect] {
        var effects: [Effect] = []
        for (name, run) in (runs ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard isMeant(run) || run.stopAsked != nil,
                run.stopAsked.map({ $0 + Run.stopAgainEvery <= now }) ?? true
            else { continue }
            runs?[name]?.stopAsked = now
            effects.append(.stop(instance: name, reason: reason))
        }
        return effects
    }

    private mutating func start(_ placed: [String: Assignment], _ lease: OwnLease, at now: Moment) -> [Effect] {
        var effects: [Effect] = []
        for (name, assignment) in placed.sorted(by: { $0.key < $1.key }) where assignment.isWanted {
            guard runs?[name] == nil, failures[name].map({ $0.retry <= now }) ?? true, hasRoom(for: assignment),
                !assignment.isExclusive || exclusiveFrom.map({ $0 <= now }) ?? true
            else { continue }
            runs?[name] = Run(assignment: assignment, state: .starting)
            effects.append(.start(assignment, by: lease.until))
        }
        return effects
    }

    /// Whether what still ends has none of what it wants. What stays was decided on together with it.
    private func hasRoom(for assignment: Assignment) -> Bool {
        guard let runs, runs.values.contains(where: { $0.stopAsked != nil }) else { return true }
        var free = allocatable
        for run in runs.values { free -= run.assignment.request }
        guard assignment.request.fits(in: free) else { return false }
        return runs.values.allSatisfy {
            $0.stopAsked == nil || $0.assignment.claims.isDisjoint(with: assignment.claims)
        }
    }

    /// What is to be said of instances that wasn't said yet.
    mutating func report(at now: Moment) -> [Effect] {
        guard let lease, let placed, runs != nil, reporting.map({ $0 + terms.retryEvery <= now }) ?? true else {
            return []
        }
        let news = placed.values.compactMap(state).filter { reports[$0.instance] != $0 }
            .sorted { $0.instance < $1.instance }
        reporting = news.isEmpty ? nil : now
        return news.isEmpty ? [] : [.report(news, epoch: lease.epoch)]
    }

    private func state(of assignment: Assignment) -> InstanceReport? {
        let name = assignment.instance
        let state: InstanceReport.State
        if let run = runs?[name] {
            // What still ends is no news: that it ended will be.
            guard run.stopAsked == nil else { return nil }
            state = run.state == .ready ? .ready : failures[name] == nil ? .starting : .failed
        } else if !assignment.isWanted {
            state = .ended
        } else {
            state = failures[name] == nil ? .starting : .failed
        }
        return InstanceReport(instance: name, spec: assignment.spec, state: state)
    }
}
