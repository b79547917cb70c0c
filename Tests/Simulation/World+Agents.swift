import ConfigurationGraph
import Orchestrator

/// The shell of an agent and of a watchdog, as the real ones are, but for what they run.
extension World {
    mutating func boot(_ index: Int) {
        guard !machines[index].isUp, !machines[index].isGoneForGood else { return }
        machines[index].isUp = true
        machines[index].bootID += 1
        machines[index].clock.start = time
        machines[index].clock.offset = random.from(1000, to: 100_000)
        machines[index].watchdog = WatchdogMachine(until: machines[index].clock.now(time))
        note("\(name(index)) boots")
        startAgent(index)
    }

    mutating func crash(_ index: Int) {
        guard machines[index].isUp else { return }
        note("\(name(index)) crashes with \(machines[index].processes.keys.sorted())")
        killAgent(index)
        machines[index].isUp = false
        machines[index].processes = [:]
        machines[index].launching = [:]
        machines[index].watchdog = nil
        machines[index].watchdogWake += 1
    }

    func name(_ index: Int) -> String { "\(machines[index].host)#\(machines[index].id)" }

    mutating func killAgent(_ index: Int) {
        guard machines[index].agent != nil else { return }
        note("\(name(index)): agent ends")
        machines[index].agent = nil
        machines[index].run += 1
        machines[index].held = []
        machines[index].killIn = nil
        // What was about to start does so or not.
        for name in machines[index].launching.keys.sorted() where random.chance(0.5) {
            machines[index].launching[name] = nil
        }
    }

    mutating func startAgent(_ index: Int) {
        guard machines[index].isUp, machines[index].agent == nil else { return }
        let settings = LeaseTerms()
        machines[index].run += 1
        machines[index].agent = AgentMachine(
            knownEpoch: machines[index].knownEpoch, allocatable: machines[index].state.room, terms: settings)
        note("\(name(index)): agent begins")
        tell(index, machines[index].run, .tick)
    }

    // MARK: the agent's loop

    /// Hands an event to an agent's run, if it is still there.
    mutating func tell(_ index: Int, _ run: Int, _ event: AgentMachine.Event) {
        guard machines[index].run == run, machines[index].agent != nil else { return }
        guard machines[index].pausedUntil <= time else {
            machines[index].held.append(event)
            return
        }
        if case .leaseGiven = event {
            if Double(time - machines[index].heard) / 1000 > 0.9 * LeaseTerms().duration {
                machines[index].backSince = time
            }
            machines[index].heard = time
        }
        let now = machines[index].clock.now(time)
        guard let effects = machines[index].agent?.handle(event, at: now) else { return }
        for effect in effects {
            if let left = machines[index].killIn {
                machines[index].killIn = left - 1
                if left <= 0 {
                    killAgent(index)
                    after(random.from(1000, to: 6000)) { $0.startAgent(index) }
                    return
                }
            }
            perform(effect, index, run)
        }
    }

    mutating func resumeAgent(_ index: Int) {
        guard machines[index].pausedUntil <= time else { return }
        let held = machines[index].held
        machines[index].held = []
        for event in held { tell(index, machines[index].run, event) }
        tell(index, machines[index].run, .tick)
    }

    private mutating func perform(_ effect: AgentMachine.Effect, _ index: Int, _ run: Int) {
        switch effect {
        case .askForLease(let ticket, let unchanged): askForLease(index, run, ticket, unchanged)
        case .keep(let epoch): machines[index].knownEpoch = epoch
        case .armWatchdog(let until): tellWatchdog(index, .armed(until: until))
        case .lookAround: after(random.from(5, to: 50)) { $0.lookAround(index, run) }
        case .read(let ticket):
            ask(index) { world in
                let host = world.machines[index].host
                let assignments = world.store.assignments(on: host)
                let revision = world.store.revision
                world.answer(index, run, .placed(assignments, revision: revision, ticket: ticket))
            }
        case .start(let assignment, let by):
            checkStart(assignment, index)
            launch(assignment, by: by, index, run)
        case .stop(let instance, let reason): stop(instance, reason, index, run)
        case .report(let reports, let epoch):
            ask(index) { world in
                let host = world.machines[index].host
                guard world.store.report(reports, host: host, epoch: epoch) else { return }
                world.tellWatchers()
                world.answer(index, run, .reported(reports))
            }
        case .warnOfNamesake(let holder): note("\(name(index)): \(holder) has its name")
        case .wake(let moment):
            machines[index].wake += 1
            let wake = machines[index].wake
            queue.put(
                { world in if world.machines[index].wake == wake { world.tell(index, run, .tick) } },
                at: max(machines[index].clock.time(of: moment), time + 1))
        }
    }

    /// Finds what runs, once what the agent before began to start has started or not.
    private mutating func lookAround(_ index: Int, _ run: Int) {
        guard machines[index].run == run else { return }
        guard machines[index].launching.isEmpty else { return after(200) { $0.lookAround(index, run) } }
        let found = machines[index].processes.values.map { AgentMachine.Found($0.assignment, isReady: $0.isReady) }
        tell(index, run, .found(found.sorted { $0.assignment.instance < $1.assignment.instance }))
    }

    private mutating func askForLease(_ index: Int, _ run: Int, _ ticket: Int, _ unchanged: Lease?) {
        let now = machines[index].clock.wall(time)
        ask(index) { world in
            let host = world.machines[index].host
            do throws(LeaseError) {
                let lease = try world.store.leases.acquire(
                    "host/\(host)", holder: world.machines[index].holder, duration: LeaseTerms().duration, now: now,
                    unchanged: unchanged)
                if let last = world.store.renewed[host], Double(world.time - last) / 1000 > 0.9 * LeaseTerms().duration
                {
                    world.machines[index].backSince = world.time
                }
                world.store.renewed[host] = world.time
                world.machines[index].renewed = world.time
                world.registerHost(index)
                world.answer(index, run, .leaseGiven(ticket: ticket, epoch: lease.epoch))
            } catch {
                guard case .held(let lease) = error else { return }
                world.answer(index, run, .leaseRefused(ticket: ticket, by: lease))
            }
        }
    }

    /// The agent's host node, which it writes when it has the lease.
    mutating func registerHost(_ index: Int) {
        let host = machines[index].host
        guard store.hosts[host] == nil, !machines[index].isGoneForGood else { return }
        store.put(machines[index].state)
        tellWatchers()
    }

    private mutating func ask(_ index: Int, _ action: @escaping Action) {
        guard let delay = machines[index].link.delay(.toStore, at: time, &random) else { return }
        after(delay, action)
    }

    private mutating func answer(_ index: Int, _ run: Int, _ event: AgentMachine.Event) {
        guard let delay = machines[index].link.delay(.fromStore, at: time, &random) else { return }
        after(delay) { $0.tell(index, run, event) }
    }

    // MARK: processes

    private mutating func launch(_ assignment: Assignment, by: Moment, _ index: Int, _ run: Int) {
        let instance = assignment.instance
        machines[index].nextLaunch += 1
        let launch = Machine.Launch(number: machines[index].nextLaunch)
        machines[index].launching[instance] = launch
        after(random.from(50, to: 3000)) { world in
            // A start that outlives its agent is one that was under way in the runtime.
            guard world.machines[index].isUp, let current = world.machines[index].launching[instance],
                current.number == launch.number
            else { return }
            world.machines[index].launching[instance] = nil
            if current.isCancelled { return world.tell(index, run, .ended(instance)) }
            let machine = world.machines[index]
            let isLate = assignment.isExclusive && machine.clock.now(world.time) >= by
            let fails =
                isLate || machine.diskFullUntil > world.time
                || (machine.startsFailUntil > world.time && world.random.chance(0.7))
            if fails { return world.tell(index, run, .startFailed(instance)) }
            world.begin(assignment, index, run)
        }
    }

    private mutating func begin(_ assignment: Assignment, _ index: Int, _ run: Int) {
        let instance = assignment.instance
        guard machines[index].processes[instance] == nil else {
            return fail(.twoOwners, "\(instance) was started where it runs already, on \(name(index))")
        }
        checkLaunch(assignment, index)
        machines[index].nextProcess += 1
        let number = machines[index].nextProcess
        machines[index].processes[instance] = Machine.Process(number: number, assignment: assignment, since: time)
        note("\(name(index)): \(instance) (\(assignment.spec)) runs")
        tell(index, run, .started(instance))
        let isBad = assignment.spec.hasPrefix("bad") || assignment.spec.contains("/bad")
        if isBad {
            if random.chance(0.5) { after(random.from(100, to: 4000)) { $0.endProcess(instance, number, index) } }
            return
        }
        after(random.from(200, to: 4000)) { world in
            guard world.machines[index].processes[instance]?.number == number else { return }
            world.machines[index].processes[instance]?.isReady = true
            world.tell(index, world.machines[index].run, .ready(instance, true))
        }
    }

    /// A process is gone; whoever watches it hears of it.
    mutating func endProcess(_ instance: String, _ number: Int, _ index: Int) {
        guard machines[index].processes[instance]?.number == number else { return }
        machines[index].processes[instance] = nil
        note("\(name(index)): \(instance) ended")
        tell(index, machines[index].run, .ended(instance))
    }

    private mutating func stop(_ instance: String, _ reason: String, _ index: Int, _ run: Int) {
        if machines[index].launching[instance] != nil {
            machines[index].launching[instance]?.isCancelled = true
            return
        }
        guard let process = machines[index].processes[instance] else {
            return after(1) { $0.tell(index, run, .ended(instance)) }
        }
        note("\(name(index)): stops \(instance): \(reason)")
        guard !process.isStopping else { return }
        machines[index].processes[instance]?.isStopping = true
        after(random.from(50, to: 8000)) { $0.endProcess(instance, process.number, index) }
    }

    // MARK: the watchdog

    mutating func tellWatchdog(_ index: Int, _ event: WatchdogMachine.Event) {
        let now = machines[index].clock.now(time)
        guard machines[index].isUp, let effects = machines[index].watchdog?.handle(event, at: now) else { return }
        machines[index].watchdogUntil = machines[index].watchdog?.until
        for effect in effects {
            switch effect {
            case .wake(let moment):
                machines[index].watchdogWake += 1
                let wake = machines[index].watchdogWake
                queue.put(
                    { if $0.machines[index].watchdogWake == wake { $0.tellWatchdog(index, .tick) } },
                    at: max(machines[index].clock.time(of: moment), time + 1))
            case .stopExclusive: stopExclusive(index)
            }
        }
    }

    private mutating func stopExclusive(_ index: Int) {
        let exclusive = machines[index].processes.values.filter(\.assignment.isExclusive)
        if !exclusive.isEmpty {
            note("\(name(index)): the watchdog stops \(exclusive.map(\.assignment.instance).sorted())")
        }
        let longest = exclusive.isEmpty ? 1 : random.from(100, to: 20_000)
        for process in exclusive.sorted(by: { $0.number < $1.number }) {
            after(longest - 1) { $0.endProcess(process.assignment.instance, process.number, index) }
        }
        machines[index].watchdogWake += 1
        let wake = machines[index].watchdogWake
        after(longest) { if $0.machines[index].watchdogWake == wake { $0.tellWatchdog(index, .stopped) } }
    }
}

extension HostState {
    /// What instances can have.
    var room: Resources {
        Resources(
            cpu: capacity.cpu - reserved.cpu, memory: capacity.memory - reserved.memory,
            storage: capacity.storage - reserved.storage)
    }
}
