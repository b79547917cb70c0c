import ConfigurationGraph
import Testing

@testable import Orchestrator

/// The machines of agents, watchdogs and controllers, one decision at a time; the simulation has them meet.
@Suite struct ControlTests {
    let clock = Moment(seconds: 1000)
    let volume = Assignment(instance: "db-1", spec: "x", claims: ["volume data"], isExclusive: true)
    let plain = Assignment(instance: "web-1", spec: "x")

    /// An agent that has its lease and knows what is placed.
    private func agent(epoch: Int64, known: Int64?, placed: [Assignment], found: [AgentMachine.Found] = [])
        -> (AgentMachine, [AgentMachine.Effect])
    {
        var agent = AgentMachine(knownEpoch: known, allocatable: Resources(cpu: 1000, memory: 1000))
        let first = agent.handle(.tick, at: clock)
        #expect(first.contains { if case .lookAround = $0 { true } else { false } })
        let second =
            agent.handle(.leaseGiven(ticket: 1, epoch: epoch), at: clock) + agent.handle(.found(found), at: clock)
        let tickets = second.compactMap { if case .read(let ticket) = $0 { ticket } else { nil } }
        let effects = agent.handle(.placed(placed, revision: Revision(1), ticket: tickets.first), at: clock)
        return (agent, effects)
    }

    private func started(_ effects: [AgentMachine.Effect]) -> [String] {
        effects.compactMap { if case .start(let assignment, _) = $0 { assignment.instance } else { nil } }
    }

    private func stopped(_ effects: [AgentMachine.Effect]) -> [String] {
        effects.compactMap { if case .stop(let instance, _) = $0 { instance } else { nil } }
    }

    @Test func `an agent starts what is placed on its host once it has the lease`() {
        let (machine, effects) = agent(epoch: 1, known: nil, placed: [volume, plain])
        #expect(machine.holdsLease(at: clock))
        #expect(started(effects) == ["db-1", "web-1"])
    }

    @Test func `an agent takes up what runs, and stops what was given away`() {
        let gone = AgentMachine.Found(Assignment(instance: "old-1", spec: "x"), isReady: true)
        let (_, effects) = agent(
            epoch: 1, known: 1, placed: [plain], found: [gone, AgentMachine.Found(plain, isReady: true)])
        #expect(started(effects) == [])
        #expect(stopped(effects) == ["old-1"])
    }

    @Test func `what wants the room of one that still ends waits for it`() {
        let big = Assignment(instance: "big-1", spec: "x", request: Resources(cpu: 800, memory: 0))
        let next = Assignment(instance: "next-1", spec: "x", request: Resources(cpu: 800, memory: 0))
        var (machine, effects) = agent(
            epoch: 1, known: 1, placed: [next, plain], found: [AgentMachine.Found(big, isReady: true)])
        #expect(started(effects) == ["web-1"])
        effects = machine.handle(.ended("big-1"), at: clock + 3)
        #expect(started(effects) == ["next-1"])
    }

    @Test func `on a machine that took over a name nothing exclusive starts before the other one surely ended it`() {
        var (machine, effects) = agent(epoch: 2, known: 1, placed: [volume, plain])
        #expect(started(effects) == ["web-1"])
        // Its own lease has to be renewed meanwhile; what is placed stays known.
        for second in stride(from: 5.0, through: 50, by: 5) {
            let now = clock + second
            effects = machine.handle(.tick, at: now)
            for case .askForLease(let ticket, _) in effects {
                effects += machine.handle(.leaseGiven(ticket: ticket, epoch: 2), at: now)
            }
            #expect(started(effects).contains("db-1") == (second == 45))
        }
    }

    @Test func `an agent whose lease ran out stops what is exclusive, and reads anew before it goes on`() {
        var (machine, _) = agent(
            epoch: 1, known: 1, placed: [volume, plain],
            found: [AgentMachine.Found(volume, isReady: true), AgentMachine.Found(plain, isReady: true)])
        let effects = machine.handle(.tick, at: clock + 16)
        #expect(stopped(effects) == ["db-1"])
        #expect(!machine.holdsLease(at: clock + 16))
        let tickets = effects.compactMap { if case .askForLease(let ticket, _) = $0 { ticket } else { nil } }
        let back = machine.handle(.leaseGiven(ticket: tickets[0], epoch: 1), at: clock + 17)
        #expect(back.contains { if case .read = $0 { true } else { false } })
        #expect(started(back) == [])
    }

    /// Its end may be an hour away, by the clock of whoever had it, or long ago.
    @Test(arguments: [-3600.0, 3600]) func `a lease is taken from another once it was unchanged for its whole time`(
        ahead: Double
    ) {
        var machine = AgentMachine(knownEpoch: nil, allocatable: .none)
        var lease = Lease(name: "host/a", holder: "other", epoch: 1, duration: 15, expires: clock + ahead)
        var asked: [Double: Lease] = [:]
        for second in stride(from: 0.0, through: 60, by: 2) {
            let now = clock + second
            // The other one renews it until then.
            if second <= 20 { lease.expires = lease.expires + 2 }
            for case .askForLease(let ticket, let unchanged) in machine.handle(.tick, at: now) {
                asked[second] = unchanged
                _ = machine.handle(.leaseRefused(ticket: ticket, by: lease), at: now)
            }
        }
        #expect(asked.keys.min() == 36)
        #expect(Set(asked.values) == [lease])
    }

    @Test func `a controller whose proposals are refused waits longer each time, and no longer once one landed`() throws
    {
        var machine = ControllerMachine()
        var now = clock
        var waits: [Double] = []
        let fleet = try Fleet(hosts: [.fixture("a")], automatons: [.fixture("shop")])
        var queue = machine.handle(.tick, at: now)
        var refused: Moment?
        while waits.count < 12 {
            guard !queue.isEmpty else {
                now = now + 0.05
                queue = machine.handle(.tick, at: now)
                continue
            }
            switch queue.removeFirst() {
            case .askForLease(let ticket, _): queue += machine.handle(.leaseGiven(ticket: ticket, epoch: 1), at: now)
            case .readLeases(let ticket):
                let sighting = LeaseSighting(host: "a", holder: "x", epoch: 1, renewal: now.milliseconds)
                queue += machine.handle(.leases([sighting], ticket: ticket), at: now)
            case .read(let ticket, _):
                if let refused { waits.append(now.seconds(since: refused)) }
                queue += machine.handle(.read(fleet, endings: [], ticket: ticket), at: now)
            case .commit(let proposal):
                refused = now
                // The ninth lands, and is forgotten by whoever keeps the graph.
                queue += machine.handle(
                    waits.count == 8
                        ? .committed(Revision(1), ticket: proposal.ticket) : .refused(ticket: proposal.ticket), at: now)
                if waits.count == 8 {
                    queue += machine.handle(
                        .changed([.instanceGone("shop-1")], after: .zero, revision: Revision(1)), at: now)
                    refused = nil
                    waits.append(0)
                }
            default: continue
            }
        }
        #expect(zip(waits, waits.dropFirst().prefix(7)).allSatisfy { $0 <= $1 })
        #expect(waits[0] >= 0.1 && waits[0] < 0.3)
        #expect(waits[7] >= 5 && waits[7] < 5.3)
        #expect(waits[9] < 0.3)
    }

    @Test func `an answer that newer news overtook is asked for again`() {
        var machine = AgentMachine(knownEpoch: 1, allocatable: Resources(cpu: 1000, memory: 1000))
        _ = machine.handle(.tick, at: clock)
        _ = machine.handle(.leaseGiven(ticket: 1, epoch: 1), at: clock)
        func reads(_ effects: [AgentMachine.Effect]) -> [Int] {
            effects.compactMap { if case .read(let ticket) = $0 { ticket } else { nil } }
        }
        let first = reads(machine.handle(.found([]), at: clock))
        #expect(first.count == 1)
        _ = machine.handle(.placed([plain], revision: Revision(5), ticket: nil), at: clock)
        let again = reads(machine.handle(.placed([], revision: Revision(4), ticket: first.first), at: clock))
        #expect(again.count == 1)
        let effects = machine.handle(.placed([plain], revision: Revision(5), ticket: again.first), at: clock)
        #expect(started(effects) == ["web-1"])
    }

    @Test func `an answer that comes too late is nobody's`() {
        var machine = AgentMachine(knownEpoch: nil, allocatable: .none)
        _ = machine.handle(.tick, at: clock)
        _ = machine.handle(.leaseGiven(ticket: 1, epoch: 1), at: clock + 20)
        #expect(!machine.holdsLease(at: clock + 20))
    }

    @Test func `a watchdog fires once the lease wasn't renewed, and again until it is`() {
        var watchdog = WatchdogMachine(until: clock)
        #expect(watchdog.handle(.armed(until: clock + 15), at: clock) == [.wake(at: clock + 15)])
        #expect(watchdog.handle(.tick, at: clock + 15) == [.stopExclusive])
        #expect(watchdog.handle(.stopped, at: clock + 16) == [.wake(at: clock + 17)])
        #expect(watchdog.handle(.tick, at: clock + 17) == [.stopExclusive])
        #expect(watchdog.handle(.armed(until: clock + 30), at: clock + 18) == [.wake(at: clock + 30)])
    }

    @Test func `a lease ran out only if it was seen unchanged for its whole time`() {
        var watch = LeaseWatch()
        let terms = LeaseTerms()
        let seen = LeaseSighting(host: "a", holder: "x", epoch: 1, renewal: 5)
        watch.see([seen], of: ["a"], asked: clock, now: clock)
        // Nothing is heard for a minute: that is no news of the host.
        #expect(watch.lease(of: "a", terms: terms) == .held)
        var renewed = seen
        renewed.renewal = 6
        watch.see([renewed], of: ["a"], asked: clock + 60, now: clock + 61)
        #expect(watch.lease(of: "a", terms: terms) == .held)
        watch.see([renewed], of: ["a"], asked: clock + 76, now: clock + 77)
        #expect(watch.lease(of: "a", terms: terms) == .ranOut(clock + 76))
    }

    @Test func `a plan of many instances lands in parts, one after the other, and what is refused is read anew`() throws
    {
        let hosts = (0..<10).map { HostState.fixture("host-\($0)") { $0.slots = 1000 } }
        let policy = AutomatonPolicy.fixture("web", 2500, cpus: 0.001, memory: 1)
        let (fleet, revision) = (try Fleet(hosts: hosts, automatons: [policy]), Revision(7))
        var machine = ControllerMachine()
        func proposals(_ effects: [ControllerMachine.Effect]) -> [Proposal] {
            effects.compactMap { if case .commit(let proposal) = $0 { proposal } else { nil } }
        }
        func lead() -> [ControllerMachine.Effect] {
            var read = fleet
            read.revision = revision
            var effects = machine.handle(.tick, at: clock)
            var all: [ControllerMachine.Effect] = []
            while !effects.isEmpty {
                all += effects
                effects = effects.flatMap { effect -> [ControllerMachine.Effect] in
                    switch effect {
                    case .askForLease(let ticket, _): machine.handle(.leaseGiven(ticket: ticket, epoch: 1), at: clock)
                    case .read(let ticket, _): machine.handle(.read(read, endings: [], ticket: ticket), at: clock)
                    case .readLeases(let ticket):
                        machine.handle(
                            .leases(
                                hosts.map { LeaseSighting(host: $0.name, holder: "x", epoch: 1, renewal: 1) },
                                ticket: ticket), at: clock)
                    default: []
                    }
                }
            }
            return all
        }
        var open = proposals(lead())
        var placed: [String] = []
        for landed in 1...3 {
            let proposal = try #require(open.first)
            #expect(open.count == 1 && proposal.puts.count == (landed < 3 ? 1000 : 500))
            #expect(proposal.newcomers.count == proposal.puts.count && proposal.epoch == 1)
            placed += proposal.puts.map(\.instance)
            open = proposals(
                machine.handle(
                    .committed(Revision(7 + Int64(landed)), ticket: proposal.ticket), at: clock + Double(landed)))
        }
        #expect(open.isEmpty && Set(placed).count == 2500)

        machine = ControllerMachine()
        let first = try #require(proposals(lead()).first)
        let refused = machine.handle(.refused(ticket: first.ticket), at: clock + 1)
        let effects = machine.handle(.tick, at: clock + 2)
        #expect(proposals(refused + effects).isEmpty)
        #expect(effects.contains { if case .read = $0 { true } else { false } })
    }
}
