import ConfigurationGraph
import Orchestrator
import TestRandom

extension World {
    /// Everything as it is at first; and the faults in the queue.
    mutating func begin() {
        for (id, state) in (scenario.hosts + scenario.joining).enumerated() {
            machines.append(machine(state, id))
        }
        for id in 0..<2 {
            controllers.append(Controller(id: id, clock: clock()))
        }
        demand = scenario.demand
        for policy in scenario.policies { store.put(policy) }
        for index in scenario.hosts.indices { after(random.from(0, to: 3000)) { $0.boot(index) } }
        for index in controllers.indices { after(random.from(0, to: 5000)) { $0.startController(index) } }
        measure()
        checkExclusive()
        for fault in scenario.faults {
            queue.put(
                { world in
                    world.note("FAULT \(fault.kind)")
                    world.happen(fault.kind)
                }, at: fault.time)
        }
    }

    private mutating func clock() -> SimulatedClock {
        SimulatedClock(
            rate: 1 + (Double(random.below(Int64(4001))) - 2000) / 100_000, offset: random.from(1000, to: 10_000_000),
            start: time, wallError: random.chance(0.3) ? random.from(-120_000, to: 120_000) : random.from(-500, to: 500)
        )
    }

    private mutating func machine(_ state: HostState, _ id: Int) -> Machine {
        Machine(host: state.name, id: id, clock: clock(), state: state)
    }

    mutating func happen(_ kind: Fault.Kind) {
        switch kind {
        case .crashMachine, .killAgent, .pauseAgent, .cutOff, .slow, .lossy, .jam, .setWallClock, .fillDisk,
            .failStarts, .endProcess, .flapReadiness, .shrink, .twin:
            breakMachine(kind)
        case .killController, .pauseController, .cutOffController, .slowController, .jamController,
            .setControllerWallClock:
            breakController(kind)
        case .join, .removeHost, .drain, .cordon, .taint, .roll, .scale, .flapDemand, .stopMeasuring, .demand, .add,
            .remove:
            operate(kind)
        }
    }

    private mutating func breakMachine(_ kind: Fault.Kind) {
        switch kind {
        case .crashMachine(let index, let long):
            crash(index)
            after(long) { $0.boot(index) }
        case .killAgent(let index, let count): machines[index].killIn = count
        case .pauseAgent(let index, let long):
            machines[index].pausedUntil = max(machines[index].pausedUntil, time + long)
            after(long) { $0.resumeAgent(index) }
        case .cutOff(let index, let to, let from, let long):
            if to { machines[index].link.blockedTo = time + long }
            if from { machines[index].link.blockedFrom = time + long }
        case .slow(let index, let long): machines[index].link.slowUntil = time + long
        case .lossy(let index, let long): machines[index].link.lossyUntil = time + long
        case .jam(let index, let long): machines[index].link.jammedUntil = time + long
        case .setWallClock(let index, let step): machines[index].clock.wallError += step
        case .fillDisk(let index, let long): machines[index].diskFullUntil = time + long
        case .failStarts(let index, let long): machines[index].startsFailUntil = time + long
        case .endProcess(let index):
            guard let process = machines[index].processes.min(by: { $0.key < $1.key })?.value else { return }
            endProcess(process.assignment.instance, process.number, index)
        case .flapReadiness(let index):
            guard let (name, process) = machines[index].processes.min(by: { $0.key < $1.key }), process.isReady
            else { return }
            for turn in 1...10 as ClosedRange<Int64> {
                after(turn * 3000) { world in
                    guard world.machines[index].processes[name]?.number == process.number else { return }
                    world.machines[index].processes[name]?.isReady = turn.isMultiple(of: 2)
                    world.tell(index, world.machines[index].run, .ready(name, turn.isMultiple(of: 2)))
                }
            }
        case .shrink(let index, let long): shrink(index, for: long)
        case .twin(let index, let long): twin(of: index, for: long)
        default: break
        }
    }

    /// A host has less than it had: memory that broke, another quota.
    private mutating func shrink(_ index: Int, for long: Int64) {
        let host = machines[index].host
        guard store.hosts[host] != nil, machines[index].shrunkUntil < time else { return }
        let full = machines[index].state.capacity
        let less = Resources(cpu: full.cpu / 2, memory: full.memory / 2, storage: full.storage)
        machines[index].shrunkUntil = time + long
        set(host, of: index) { $0.capacity = less }
        after(long) { $0.set(host, of: index) { $0.capacity = full } }
    }

    private mutating func set(_ host: String, of index: Int, _ change: (inout HostState) -> Void) {
        change(&machines[index].state)
        let room = machines[index].state.room
        machines[index].agent?.allocatable = room
        set(host, change)
    }

    /// Another machine of the same name: somebody copied one, perhaps as it stood still.
    private mutating func twin(of index: Int, for long: Int64) {
        guard machines[index].id < 100 else { return }
        let twin = machines.count
        var copy = machine(machines[index].state, 100 + twin)
        copy.knownEpoch = machines[index].knownEpoch
        copy.shrunkUntil = machines[index].shrunkUntil
        machines.append(copy)
        if random.chance(0.5) {
            machines[index].pausedUntil = max(machines[index].pausedUntil, time + long)
            after(long) { $0.resumeAgent(index) }
        }
        boot(twin)
        after(long) { world in
            world.crash(twin)
            world.machines[twin].isGoneForGood = true
        }
    }

    private mutating func breakController(_ kind: Fault.Kind) {
        switch kind {
        case .killController(let index, let count): controllers[index].killIn = count
        case .pauseController(let index, let long):
            controllers[index].pausedUntil = max(controllers[index].pausedUntil, time + long)
            after(long) { $0.resumeController(index) }
        case .cutOffController(let index, let to, let from, let long):
            if to { controllers[index].link.blockedTo = time + long }
            if from { controllers[index].link.blockedFrom = time + long }
        case .slowController(let index, let long): controllers[index].link.slowUntil = time + long
        case .jamController(let index, let long): controllers[index].link.jammedUntil = time + long
        case .setControllerWallClock(let index, let step): controllers[index].clock.wallError += step
        default: break
        }
    }

    // MARK: the operator

    private mutating func operate(_ kind: Fault.Kind) {
        switch kind {
        case .join(let number): boot(scenario.hosts.count + number)
        case .removeHost(let index):
            // Who removes a host has made sure that it is off.
            let host = machines[index].host
            for other in machines.indices where machines[other].host == host {
                crash(other)
                machines[other].isGoneForGood = true
            }
            store.remove(host: host)
            tellWatchers()
        case .drain(let index, let long): setFor(long, index, { $0.draining = true }, { $0.draining = false })
        case .cordon(let index, let long): setFor(long, index, { $0.schedulable = false }, { $0.schedulable = true })
        case .taint(let index, let effect, let long):
            let taint = Taint(key: "fault", effect: effect)
            setFor(long, index, { $0.taints.append(taint) }, { $0.taints.removeAll { $0 == taint } })
        case .roll(let name, let generation): set(name) { $0.generation = generation }
        case .scale(let name, let count):
            set(name) { policy in
                guard policy.target == AutomatonPolicy.Target(), policy.volumes.isEmpty else { return }
                policy.instances = .init(least: count)
            }
        case .flapDemand(let name, let long): demand[name]?.flapsUntil = time + long
        case .stopMeasuring(let name, let long):
            if demand[name]?.blindUntil ?? 0 < time { demand[name]?.blindSince = time }
            demand[name]?.blindUntil = time + long
        case .demand(let name, let base): demand[name]?.base = base
        case .add(let number):
            guard store.automatons[scenario.adding[number].name] == nil else { return }
            store.put(scenario.adding[number])
            tellWatchers()
        case .remove(let name):
            store.remove(automaton: name)
            tellWatchers()
        default: break
        }
    }

    private mutating func setFor(
        _ long: Int64, _ index: Int, _ change: (inout HostState) -> Void,
        _ back: @escaping (inout HostState) -> Void
    ) {
        let host = machines[index].host
        machines[index].state = store.hosts[host]?.state ?? machines[index].state
        change(&machines[index].state)
        set(host, change)
        after(long) { world in
            back(&world.machines[index].state)
            world.set(host, back)
        }
    }

    private mutating func set(_ host: String, _ change: (inout HostState) -> Void) {
        guard var state = store.hosts[host]?.state else { return }
        change(&state)
        store.put(state)
        tellWatchers()
    }

    private mutating func set(_ automaton: String, _ change: (inout AutomatonPolicy) -> Void) {
        guard var policy = store.automatons[automaton]?.policy else { return }
        let before = policy
        change(&policy)
        guard policy != before else { return }
        store.put(policy)
        tellWatchers()
    }

    // MARK: the end of all faults

    mutating func mend() {
        note("all faults end")
        for index in machines.indices {
            machines[index].link = Link()
            machines[index].killIn = nil
            machines[index].diskFullUntil = 0
            machines[index].startsFailUntil = 0
            machines[index].pausedUntil = min(machines[index].pausedUntil, time)
            resumeAgent(index)
            if machines[index].id >= 100 {
                crash(index)
                machines[index].isGoneForGood = true
            } else if index < scenario.hosts.count {
                boot(index)
            }
        }
        for index in controllers.indices {
            controllers[index].link = Link()
            controllers[index].killIn = nil
            controllers[index].pausedUntil = min(controllers[index].pausedUntil, time)
            resumeController(index)
        }
        for name in demand.keys {
            demand[name]?.flapsUntil = 0
            demand[name]?.blindUntil = 0
            demand[name]?.swing = 0
        }
    }
}
