import ConfigurationGraph

/// One time of planning: what changed is looked at, automaton by automaton, and the fleet follows each decision.
struct Pass {
    var fleet: Fleet
    var plan = Plan()
    let table: ObservationTable
    let now: Moment
    let settings: PlannerSettings
    /// Instances that must leave a host on which more is given than there is.
    var overfull: Set<Int> = []
    /// Where each automaton's next instances go, if all of them only fit in a certain way.
    var fittedPlaces: [Int: [Int]] = [:]
    /// What each automaton lacks, by its number.
    var lacking: [Int: Pending] = [:]
    /// Automatons that lost an instance to one that ranks higher.
    var preempted: Set<Int> = []
    /// Automatons that got an instance somewhere.
    var arrived: Set<Int> = []

    /// Takes the fleet away from its holder, as two holders would make each change a copy.
    init(taking fleet: inout Fleet, observations: Observations, now: Moment, settings: PlannerSettings) {
        table = ObservationTable(observations, now: now, staleAfter: settings.staleAfter)
        self.now = now
        self.settings = settings
        self.fleet = Fleet(emptyAt: fleet.revision, began: fleet.began)
        swap(&self.fleet, &fleet)
    }

    mutating func run() {
        lookAtHosts()
        for name in table.automatons {
            guard let number = fleet.automatonNumbers[name] else { continue }
            let isLocated = !table.roundTrips.isEmpty && !table.measured(name).requestsByLocation.isEmpty
            if isLocated || !fleet.automatons[number].policy.target.isNone { fleet.attention.insert(number) }
        }
        for (number, moment) in fleet.timers where moment <= now { fleet.attention.insert(number) }
        if fleet.roomGrew { fleet.attention.formUnion(fleet.pending) }
        fleet.roomGrew = false

        var open = fleet.attention
        while !open.isEmpty {
            (preempted, arrived) = ([], [])
            for number in inOrder(open) { lookAt(number) }
            open = preempted
            for number in arrived { open.formUnion(fleet.waiting(for: fleet.automatons[number].policy.name)) }
        }
        fleet.attention = []
        rebalance()
        plan.pending = lacking.values.sorted { $0.automaton < $1.automaton }
        for moment in fleet.timers.values { plan.wakeBy(moment) }
    }

    /// What ranks higher first; then what others are to be beside; then by name.
    func inOrder(_ numbers: Set<Int>) -> [Int] {
        let key = { (number: Int) in
            let policy = fleet.automatons[number].policy
            return (-policy.priority, policy.neighbours.contains(where: \.beside) ? 1 : 0, policy.name)
        }
        let keyed = numbers.map { (number: $0, key: key($0)) }.sorted { $0.key < $1.key }
        return besideLast(keyed.map(\.number))
    }

    /// The same order, but nobody before one that it is to be beside, unless they wait for each other.
    private func besideLast(_ numbers: [Int]) -> [Int] {
        let given = Set(numbers)
        var done: Set<Int> = []
        var order: [Int] = []
        func visit(_ number: Int) {
            guard done.insert(number).inserted else { return }
            let policy = fleet.automatons[number].policy
            for neighbour in policy.neighbours where neighbour.beside {
                guard let other = fleet.automatonNumbers[neighbour.automaton], given.contains(other),
                    fleet.automatons[other].policy.priority >= policy.priority
                else { continue }
                visit(other)
            }
            order.append(number)
        }
        numbers.forEach(visit)
        return order
    }

    /// Decides on one automaton.
    private mutating func lookAt(_ number: Int) {
        fleet.timers[number] = nil
        fleet.pending.remove(number)
        lacking[number] = nil
        if fleet.automatons[number].isGone {
            for slot in sorted(fleet.automatons[number].instances) {
                stop(slot, reason: "its automaton isn't wanted any more")
            }
            return
        }
        var work = AutomatonWork(number, in: self)
        work.run(&self)
    }

    /// Slots in the order of their instances' numbers.
    func sorted(_ slots: [Int]) -> [Int] {
        slots.map { (number: fleet.instances[$0]?.number ?? 0, name: fleet.instances[$0]?.state.name ?? "", slot: $0) }
            .sorted { ($0.number, $0.name) < ($1.number, $1.name) }.map(\.slot)
    }

    /// Has an automaton looked at again at a time.
    mutating func wake(_ number: Int, at moment: Moment?) {
        guard let moment else { return }
        fleet.timers[number] = min(fleet.timers[number] ?? moment, moment)
    }

    /// Whether a host's instances are given up.
    func isLost(_ host: Int, margin: Double = 0) -> Bool {
        guard host >= 0, !fleet.hosts[host].isGone else { return true }
        guard case .ranOut(let moment) = fleet.hosts[host].state.lease else { return false }
        return moment + (settings.grace + margin) <= now
    }

    mutating func stop(_ slot: Int, reason: String) {
        guard let record = fleet.instances[slot] else { return }
        plan.steps.append(.stop(instance: record.state.name, host: record.state.host, reason: reason))
        fleet.remove(slot: slot)
    }

    /// Alters what is remembered of an automaton, so that it can be undone.
    mutating func remember(_ number: Int, _ change: (inout AutomatonMemory) -> Void) {
        fleet.journal.record(.memory(number, fleet.automatons[number].memory))
        change(&fleet.automatons[number].memory)
    }
}
