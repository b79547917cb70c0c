import ConfigurationGraph
import Orchestrator

/// The shell of a controller.
extension World {
    mutating func startController(_ index: Int) {
        guard controllers[index].machine == nil else { return }
        controllers[index].run += 1
        controllers[index].machine = ControllerMachine(settings: scenario.settings)
        note("controller \(index) begins")
        let run = controllers[index].run
        tell(index, run, controller: .tick)
        observe(index, run)
    }

    mutating func killController(_ index: Int) {
        guard controllers[index].machine != nil else { return }
        note("controller \(index) ends")
        controllers[index].machine = nil
        controllers[index].run += 1
        controllers[index].held = []
        controllers[index].told = nil
        controllers[index].killIn = nil
    }

    mutating func tell(_ index: Int, _ run: Int, controller event: ControllerMachine.Event) {
        guard controllers[index].run == run, controllers[index].machine != nil else { return }
        guard controllers[index].pausedUntil <= time else {
            controllers[index].held.append(event)
            return
        }
        let now = controllers[index].clock.now(time)
        guard let effects = controllers[index].machine?.handle(event, at: now) else { return }
        for effect in effects {
            if let left = controllers[index].killIn {
                controllers[index].killIn = left - 1
                if left <= 0 {
                    killController(index)
                    after(random.from(1000, to: 9000)) { $0.startController(index) }
                    return
                }
            }
            perform(effect, index, run)
        }
    }

    mutating func resumeController(_ index: Int) {
        guard controllers[index].pausedUntil <= time else { return }
        let held = controllers[index].held
        controllers[index].held = []
        for event in held { tell(index, controllers[index].run, controller: event) }
        tell(index, controllers[index].run, controller: .tick)
    }

    private mutating func perform(_ effect: ControllerMachine.Effect, _ index: Int, _ run: Int) {
        switch effect {
        case .askForLease(let ticket, let unchanged):
            let now = controllers[index].clock.wall(time)
            let holder = controllers[index].holder
            askStore(index) { world in
                do throws(LeaseError) {
                    let lease = try world.store.leases.acquire(
                        "controller", holder: holder, duration: LeaseTerms().duration, now: now,
                        unchanged: unchanged)
                    world.answer(index, run, controller: .leaseGiven(ticket: ticket, epoch: lease.epoch))
                } catch {
                    guard case .held(let lease) = error else { return }
                    world.answer(index, run, controller: .leaseRefused(ticket: ticket, by: lease))
                }
            }
        case .giveUpLease(let epoch):
            askStore(index) { world in
                if let lease = world.store.leases.lease("controller"), lease.epoch == epoch {
                    world.store.leases.release(lease)
                }
            }
        case .read(let ticket, let began): read(index, run, ticket, began)
        case .readLeases(let ticket):
            askStore(index) { $0.answer(index, run, controller: .leases($0.store.sightings(), ticket: ticket)) }
        case .commit(let proposal): commit(proposal, index, run)
        case .tell(let plan):
            for pending in plan.pending { controllers[index].pending[pending.automaton] = pending }
        case .wake(let moment):
            controllers[index].wake += 1
            let wake = controllers[index].wake
            queue.put(
                { world in
                    if world.controllers[index].wake == wake { world.tell(index, run, controller: .tick) }
                }, at: max(controllers[index].clock.time(of: moment), time + 1))
        }
    }

    private mutating func askStore(_ index: Int, _ action: @escaping Action) {
        guard let delay = controllers[index].link.delay(.toStore, at: time, &random) else { return }
        after(delay, action)
    }

    private mutating func answer(_ index: Int, _ run: Int, controller event: ControllerMachine.Event) {
        guard let delay = controllers[index].link.delay(.fromStore, at: time, &random) else { return }
        after(delay) { $0.tell(index, run, controller: event) }
    }

    private mutating func read(_ index: Int, _ run: Int, _ ticket: Int, _ began: Moment) {
        askStore(index) { world in
            guard let (fleet, endings) = world.store.fleet(began: began) else { return }
            let revision = Int(world.store.revision.rawValue)
            guard let delay = world.controllers[index].link.delay(.fromStore, at: world.time, &world.random) else {
                return
            }
            world.after(delay) { world in
                guard world.controllers[index].run == run else { return }
                world.controllers[index].told = revision
                world.tell(index, run, controller: .read(fleet, endings: endings, ticket: ticket))
                world.tellWatcher(index)
            }
        }
    }

    private mutating func commit(_ proposal: Proposal, _ index: Int, _ run: Int) {
        note("controller \(index) proposes \(proposal.words)")
        let lost = Set(
            (controllers[index].machine?.fleet?.hostStates ?? []).filter { $0.lease != .held }.map(\.name))
        askStore(index) { world in
            if let conflict = world.store.conflict(of: proposal) {
                world.note("refused: \(conflict)")
                world.countDecision(proposal)
                return world.answer(index, run, controller: .refused(ticket: proposal.ticket))
            }
            let before = world.store
            world.store.land(proposal)
            world.lastDecision = world.time
            world.checkCommit(proposal, before: before, lost: lost)
            world.tellWatchers()
            world.answer(
                index, run, controller: .committed(world.store.revision, ticket: proposal.ticket))
        }
    }

    // MARK: watching

    /// Everybody who watches hears that something changed, sooner or later.
    mutating func tellWatchers() {
        for index in controllers.indices { tellWatcher(index) }
        for index in machines.indices where machines[index].agent != nil { tellPlaces(index) }
    }

    private mutating func tellWatcher(_ index: Int) {
        guard !controllers[index].isTelling, controllers[index].told != nil else { return }
        controllers[index].isTelling = true
        let delay = controllers[index].link.delay(.fromStore, at: time, &random)
        after(delay ?? 1000) { world in
            world.controllers[index].isTelling = false
            guard delay != nil, !world.controllers[index].link.isBlocked(.fromStore, at: world.time) else {
                return world.tellWatcher(index)
            }
            let run = world.controllers[index].run
            while let told = world.controllers[index].told, told < Int(world.store.revision.rawValue),
                world.controllers[index].run == run
            {
                // A watch that falls too far behind begins anew with a read.
                guard let changes = world.store.changes(of: told + 1) else {
                    let newest = world.store.revision
                    world.controllers[index].told = Int(newest.rawValue)
                    return world.tell(index, run, controller: .changed([], after: newest, revision: newest))
                }
                world.controllers[index].told = told + 1
                world.tell(
                    index, run,
                    controller: .changed(
                        changes, after: Revision(Int64(told)), revision: Revision(Int64(told + 1))))
            }
        }
    }

    private mutating func tellPlaces(_ index: Int) {
        let run = machines[index].run
        guard !machines[index].isTold else { return }
        machines[index].isTold = true
        let delay = machines[index].link.delay(.fromStore, at: time, &random)
        after(delay ?? 1000) { world in
            world.machines[index].isTold = false
            guard world.machines[index].run == run else { return }
            guard delay != nil, !world.machines[index].link.isBlocked(.fromStore, at: world.time) else {
                return world.tellPlaces(index)
            }
            let assignments = world.store.assignments(on: world.machines[index].host)
            world.tell(index, run, .placed(assignments, revision: world.store.revision, ticket: nil))
        }
    }

    /// Controllers read what was measured every five seconds.
    private mutating func observe(_ index: Int, _ run: Int) {
        guard controllers[index].run == run else { return }
        askStore(index) { $0.answer(index, run, controller: .observed($0.store.observations)) }
        after(5000) { $0.observe(index, run) }
    }
}

extension Proposal {
    var words: String {
        let all =
            puts.map { "+\($0.instance)@\($0.host)(\($0.generation.spec))" } + ends.map { "-\($0.instance)" }
            + removals.map { "x\($0)" } + notes.map { "\($0)" }
        return "\(all.joined(separator: ", ")) on revision \(revision)"
    }
}
