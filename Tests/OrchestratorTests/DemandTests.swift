import ConfigurationGraph
import Testing

@testable import Orchestrator

@Suite("How many instances there are")
struct DemandTests {
    private func load(_ requests: Double, at time: Moment, cpu: Double? = nil, p99: Double? = nil) -> Observations {
        Observations(measured: [
            Observation(automaton: "shop", requestsPerSecond: requests, p99: p99, cpu: cpu, time: time)
        ])
    }

    private func shop(_ change: (inout AutomatonPolicy) -> Void = { _ in }) -> AutomatonPolicy {
        .fixture("shop") {
            $0.instances = .init(least: 1, most: 10)
            $0.target.requestsPerSecond = 100
            $0.downWindow = 60
            change(&$0)
        }
    }

    private func fleet(_ policy: AutomatonPolicy, began: Moment = start) throws -> Fleet {
        try Fleet(
            hosts: (1...5).map { .fixture("h\($0)", cpus: 16, memory: 64 * gibibyte) }, automatons: [policy],
            began: began)
    }

    @Test("load raises the number at once, and lowers it after a window without as much")
    func followsLoad() throws {
        var fleet = try fleet(shop())
        fleet.step(at: start, load(10, at: start))
        #expect(fleet.instanceStates.count == 1)
        let busy = start + 5
        let plan = fleet.step(at: busy, load(390, at: busy))
        #expect(fleet.instanceStates.count == 4)
        #expect(plan.placed[0].reason.cause == "4 instances for 390 requests a second, 100 each")
        let quiet = start + 10
        #expect(fleet.step(at: quiet, load(50, at: quiet)).wake == quiet + 60)
        #expect(fleet.instanceStates.count == 4)
        fleet.step(at: quiet + 59, load(50, at: quiet + 59))
        #expect(fleet.instanceStates.count == 4)
        fleet.step(at: quiet + 60, load(50, at: quiet + 60))
        #expect(fleet.instanceStates.map(\.name) == ["shop-1"])
    }

    @Test("load that comes and goes keeps the highest number of the window")
    func flapping() throws {
        var fleet = try fleet(shop())
        for second in stride(from: 0.0, through: 300, by: 10) {
            let now = start + second
            fleet.step(at: now, load(second.truncatingRemainder(dividingBy: 20) == 0 ? 390 : 110, at: now))
            #expect(fleet.instanceStates.count == 4)
        }
    }

    @Test("within the window down it goes to the highest that was needed meanwhile")
    func stepsDown() throws {
        var fleet = try fleet(shop())
        for (second, requests) in [(0.0, 790.0), (10, 390), (20, 90), (70, 90)] {
            fleet.step(at: start + second, load(requests, at: start + second))
        }
        #expect(fleet.instanceStates.count == 4)
        fleet.step(at: start + 80, load(90, at: start + 80))
        #expect(fleet.instanceStates.count == 1)
    }

    @Test("a window up waits for load that lasts")
    func upWindow() throws {
        var fleet = try fleet(shop { $0.upWindow = 30 })
        fleet.step(at: start, load(90, at: start))
        #expect(fleet.step(at: start + 1, load(390, at: start + 1)).wake == start + 31)
        fleet.step(at: start + 20, load(90, at: start + 20))
        fleet.step(at: start + 25, load(390, at: start + 25))
        #expect(fleet.instanceStates.count == 1)
        fleet.step(at: start + 55, load(290, at: start + 55))
        #expect(fleet.instanceStates.count == 3)
    }

    @Test("what isn't measured, or no more, never lowers the number")
    func blind() throws {
        var fleet = try fleet(shop())
        fleet.step(at: start, load(390, at: start))
        let later = start + 1000
        for observations in [Observations(), load(10, at: start + 900), load(10, at: later + 100)] {
            fleet.lookAtEverything()
            fleet.step(at: later, observations)
            #expect(fleet.instanceStates.count == 4)
        }
        fleet.step(at: later, load(790, at: later))
        #expect(fleet.instanceStates.count == 8)
    }

    @Test("what several hosts measure is added up, and one that measures no more keeps the number from being lowered")
    func severalHosts() throws {
        func load(_ requests: [String: Double], at time: Moment, cpu: Double = 0) -> [Observation] {
            requests.map {
                Observation(
                    automaton: "shop", location: $0.key == "a" ? nil : Location(region: "eu"), host: $0.key,
                    requestsPerSecond: $0.value, cpu: cpu, time: time)
            }
        }
        var fleet = try fleet(shop())
        fleet.step(at: start, Observations(measured: load(["a": 150, "b": 90, "c": 50], at: start)))
        #expect(fleet.instanceStates.count == 3, "290 requests a second")
        let later = start + 200
        let partly = load(["a": 10], at: later) + load(["b": 90], at: start)
        fleet.step(at: later, Observations(measured: partly))
        fleet.step(at: later + 70, Observations(measured: partly))
        #expect(fleet.instanceStates.count == 3)
        let quiet = later + 100
        fleet.step(at: quiet, Observations(measured: load(["a": 10, "b": 20], at: quiet)))
        fleet.step(at: quiet + 61, Observations(measured: load(["a": 10, "b": 20], at: quiet + 61)))
        #expect(fleet.instanceStates.count == 1)
    }

    @Test("of what hosts measured, only what is seen to be measured anew counts, for as long as it is")
    func intake() {
        func found(_ time: Moment, host: String? = "a") -> Observations {
            Observations(measured: [Observation(automaton: "shop", host: host, requestsPerSecond: 1, time: time)])
        }
        var intake = ObservationIntake()
        let wrong = start + -5000
        #expect(intake.take(found(wrong), at: start).measured.isEmpty, "how old it is nobody knows")
        #expect(intake.take(found(wrong), at: start + 1).measured.isEmpty)
        #expect(intake.take(found(wrong + 3), at: start + 4).measured.map(\.time) == [start + 4])
        #expect(intake.take(found(wrong + 3), at: start + 90).measured.map(\.time) == [start + 4])
        #expect(intake.take(found(wrong + 3), at: start + 190).measured.isEmpty)
        #expect(intake.take(found(wrong, host: nil), at: start).measured.map(\.time) == [start])
    }

    @Test("an observation from nowhere changes nothing")
    func nowhere() throws {
        var fleet = try fleet(shop())
        fleet.settle(at: start, load(90, at: start))
        let stray = Observations(measured: [Observation(automaton: "else", requestsPerSecond: 1e6, time: start)])
        #expect(fleet.step(at: start, stray).steps.isEmpty)
    }

    @Test(
        "a number that can't have been measured is none",
        arguments: [Double.nan, .infinity, -5, -.infinity])
    func unsound(requests: Double) throws {
        var fleet = try fleet(shop())
        fleet.step(at: start, load(290, at: start))
        fleet.step(at: start + 100, load(requests, at: start + 100))
        #expect(fleet.instanceStates.count == 3)
    }

    @Test("the largest of the demands wins")
    func largest() throws {
        var fleet = try fleet(
            shop {
                $0.target.cpuUtilisation = 0.5
                $0.target.latency = 0.2
            })
        fleet.step(at: start, load(90, at: start, cpu: 2.6, p99: 0.1))
        #expect(fleet.instanceStates.count == 6)
        fleet.step(at: start + 1, load(90, at: start + 1, cpu: 2.6, p99: 0.3))
        #expect(fleet.instanceStates.count == 9)
    }

    @Test("never fewer than the fewest nor more than the most, whatever the load")
    func bounds() throws {
        var fleet = try fleet(shop { $0.instances = .init(least: 2, most: 5, initial: 3) })
        fleet.step(at: start)
        #expect(fleet.instanceStates.count == 3)
        fleet.step(at: start, load(1e12, at: start))
        #expect(fleet.instanceStates.count == 5)
        fleet.step(at: start + 1, load(0, at: start + 1))
        fleet.step(at: start + 100, load(0, at: start + 100))
        #expect(fleet.instanceStates.count == 2)
    }

    @Test("the operator's other bounds hold at once")
    func newBounds() throws {
        var fleet = try fleet(shop())
        fleet.step(at: start, load(790, at: start))
        fleet.put(shop { $0.instances.most = 3 })
        fleet.settle(at: start + 1, load(790, at: start + 1))
        #expect(fleet.instanceStates.count == 3)
    }

    @Test("a controller that has just started takes nothing away for a window")
    func restart() throws {
        var before = try fleet(shop())
        before.step(at: start, load(590, at: start))
        let again = start + 500
        var fleet = try Fleet(
            hosts: before.hostStates, automatons: [shop()], instances: before.instanceStates,
            memory: ["shop": AutomatonMemory(lastGood: first)], began: again)
        #expect(fleet.step(at: again, load(90, at: again)).steps.isEmpty)
        #expect(fleet.step(at: again + 59, load(90, at: again + 59)).steps.isEmpty)
        fleet.step(at: again + 60, load(90, at: again + 60))
        #expect(fleet.instanceStates.count == 1)
    }

    @Test("what is too many ends where there are the most, the latest first")
    func shrinks() throws {
        var fleet = try Fleet(
            hosts: ["a", "b"].map { .fixture($0, cpus: 16, memory: 64 * gibibyte) }, automatons: [.fixture("shop", 7)])
        fleet.step()
        fleet.put(AutomatonPolicy.fixture("shop", 2))
        fleet.step()
        #expect(fleet.spread == ["a": 1, "b": 1])
    }
}
