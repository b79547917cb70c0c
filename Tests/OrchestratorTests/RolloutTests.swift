import ConfigurationGraph
import Testing

@testable import Orchestrator

@Suite("When what an automaton runs changes")
struct RolloutTests {
    private func fleet(_ count: Int, _ change: (inout AutomatonPolicy) -> Void = { _ in }) throws -> Fleet {
        var fleet = try Fleet(
            hosts: ["a", "b", "c"].map { .fixture($0) }, automatons: [.fixture("shop", count, change)])
        fleet.settle()
        return fleet
    }

    private func generations(_ fleet: Fleet) -> [String: Int] {
        Dictionary(fleet.instanceStates.map { ($0.generation.artefact, 1) }, uniquingKeysWith: +)
    }

    @Test("once all are ready, a generation is good")
    func settles() throws {
        let fleet = try fleet(2)
        #expect(fleet.memory["shop"]?.lastGood == first)
    }

    @Test("rolling: as many too many as allowed, never fewer ready than allowed")
    func rolling() throws {
        var fleet = try fleet(4)
        fleet.put(AutomatonPolicy.fixture("shop", 4, generation: second))
        for _ in 0..<20 {
            fleet.step(ready: false)
            #expect(fleet.instanceStates.count <= 5)
            #expect(fleet.instanceStates.count { $0.phase == .ready } >= 4)
            fleet.becomeReady()
        }
        #expect(generations(fleet) == ["two": 4])
        #expect(fleet.memory["shop"]?.lastGood == second)
    }

    @Test("rolling in place where one may be missing")
    func inPlace() throws {
        let update = UpdatePolicy(maxUnavailable: .count(1), maxSurge: .count(0))
        var fleet = try fleet(3) { $0.update = update }
        fleet.put(AutomatonPolicy.fixture("shop", 3, generation: second) { $0.update = update })
        let plan = fleet.step(ready: false)
        #expect(plan.steps.count == 1)
        #expect(fleet.step(ready: false).steps.isEmpty)
        fleet.becomeReady()
        fleet.settle()
        #expect(generations(fleet) == ["two": 3])
        #expect(fleet.instanceStates.map(\.name) == ["shop-1", "shop-2", "shop-3"])
    }

    @Test("an exclusive volume's instance starts anew on its host under its name")
    func exclusive() throws {
        let change = { (policy: inout AutomatonPolicy) in policy.volumes = [.init("state")] }
        var fleet = try fleet(1, change)
        fleet.put(AutomatonPolicy.fixture("shop", generation: second, change))
        let plan = fleet.step()
        guard case .restart(let placed) = plan.steps.first else {
            Issue.record("\(plan.steps)")
            return
        }
        #expect(placed.instance == "shop-1")
        #expect(plan.steps.count == 1)
    }

    @Test("recreate: all end before any begins")
    func recreate() throws {
        let update = UpdatePolicy(strategy: .recreate)
        var fleet = try fleet(3) { $0.update = update }
        fleet.put(AutomatonPolicy.fixture("shop", 3, generation: second) { $0.update = update })
        let plan = fleet.step()
        #expect(plan.stopped.count == 3)
        #expect(plan.placed.isEmpty)
        #expect(plan.wake == start)
        fleet.settle()
        #expect(generations(fleet) == ["two": 3])
    }

    @Test("blue and green: as many again are ready before any ends")
    func blueGreen() throws {
        let update = UpdatePolicy(strategy: .blueGreen)
        var fleet = try fleet(3) { $0.update = update }
        fleet.put(AutomatonPolicy.fixture("shop", 3, generation: second) { $0.update = update })
        let plan = fleet.step(ready: false)
        #expect(plan.placed.count == 3)
        #expect(plan.stopped.isEmpty)
        fleet.becomeReady { $0.name != "shop-6" }
        #expect(fleet.step(ready: false).steps.isEmpty)
        fleet.becomeReady()
        #expect(fleet.step().stopped == ["shop-1", "shop-2", "shop-3"])
        #expect(generations(fleet) == ["two": 3])
    }

    @Test("a generation that doesn't become ready in time is given back, code and configuration together")
    func givesBack() throws {
        var fleet = try fleet(3)
        let bad = Generation(artefact: "two", configuration: "b")
        fleet.put(AutomatonPolicy.fixture("shop", 3, generation: bad))
        #expect(fleet.step(ready: false).wake == start + 600)
        #expect(fleet.step(at: start + 599, ready: false).steps.isEmpty)
        let plan = fleet.step(at: start + 600, ready: false)
        #expect(
            plan.steps.first
                == .giveBack(
                    automaton: "shop", failed: bad, to: first, reason: "0 of 3 ready, and no more within 600 s"))
        #expect(plan.stopped == ["shop-4"])
        #expect(fleet.step(at: start + 601).steps.isEmpty)
        #expect(generations(fleet) == ["one": 3])
        #expect(fleet.memory["shop"]?.failed == [bad])
        // Another one is tried.
        fleet.put(AutomatonPolicy.fixture("shop", 3, generation: second))
        fleet.settle(at: start + 700)
        #expect(generations(fleet) == ["two": 3])
    }

    @Test("each instance that becomes ready gives the change its time anew")
    func progress() throws {
        var fleet = try fleet(3)
        fleet.put(AutomatonPolicy.fixture("shop", 3, generation: second))
        fleet.step(ready: false)
        fleet.becomeReady()
        #expect(fleet.step(at: start + 500, ready: false).wake == start + 1100)
    }

    @Test("a first generation that never becomes ready has nothing to go back to, and says so once")
    func noGood() throws {
        var fleet = try Fleet(hosts: [.fixture("a")], automatons: [.fixture("shop")])
        fleet.step(ready: false)
        let plan = fleet.step(at: start + 600, ready: false)
        #expect(
            plan.steps == [
                .giveBack(
                    automaton: "shop", failed: first, to: nil, reason: "0 of 1 ready, and no more within 600 s")
            ])
        #expect(fleet.step(at: start + 1300, ready: false).steps.isEmpty)
    }

    @Test("a generation isn't blamed for lack of room: its time begins when it has a place")
    func lackOfRoom() throws {
        var fleet = try Fleet(hosts: [.fixture("a", cpus: 2)], automatons: [.fixture("shop", 2)])
        fleet.settle()
        fleet.put(AutomatonPolicy.fixture("shop", 2, generation: second))
        #expect(fleet.step().pending.map(\.instances) == [1])
        for second in stride(from: 300.0, through: 3000, by: 300) {
            fleet.lookAtEverything()
            #expect(fleet.step(at: start + second).steps.isEmpty)
        }
        fleet.put(HostState.fixture("b"))
        #expect(fleet.step(at: start + 3100, ready: false).placed.count == 1)
        #expect(fleet.step(at: start + 3699, ready: false).steps.isEmpty)
        let late = fleet.step(at: start + 3700, ready: false)
        #expect(late.steps.contains { if case .giveBack = $0 { true } else { false } })
    }

    @Test("blue and green: what was tried in between and never served makes way for what is tried next")
    func blueGreenTriedTwice() throws {
        let update = UpdatePolicy(strategy: .blueGreen)
        var fleet = try fleet(3) { $0.update = update }
        let bad = Generation(artefact: "bad", configuration: "a")
        fleet.put(AutomatonPolicy.fixture("shop", 3, generation: bad) { $0.update = update })
        fleet.step(ready: false)
        fleet.put(AutomatonPolicy.fixture("shop", 3, generation: second) { $0.update = update })
        fleet.step(ready: false)
        #expect(generations(fleet) == ["one": 3, "two": 3])
        fleet.becomeReady()
        fleet.settle()
        #expect(generations(fleet) == ["two": 3])
    }

    @Test("blue and green: where fewer are wanted than half of what is there, those end first")
    func blueGreenOfFewer() throws {
        let update = UpdatePolicy(strategy: .blueGreen)
        var fleet = try fleet(5) { $0.update = update }
        fleet.put(AutomatonPolicy.fixture("shop", 2, generation: second) { $0.update = update })
        #expect(fleet.step(ready: false).stopped.count == 3)
        #expect(generations(fleet) == ["one": 2, "two": 2])
        fleet.becomeReady()
        fleet.settle()
        #expect(generations(fleet) == ["two": 2])
    }

    @Test("blue and green: what was tried where not all had room is given back in its place")
    func blueGreenGivenBackInPlace() throws {
        let change = { (policy: inout AutomatonPolicy) in policy.update = UpdatePolicy(strategy: .blueGreen) }
        var fleet = try Fleet(hosts: [.fixture("a", cpus: 2)], automatons: [.fixture("shop", 2, change)])
        fleet.settle()
        fleet.put(AutomatonPolicy.fixture("shop", 5, change))
        fleet.put(AutomatonPolicy.fixture("shop", 5, generation: second, change))
        fleet.step()
        fleet.put(HostState.fixture("a", cpus: 3))
        #expect(fleet.step(ready: false).placed.map(\.generation) == [second])
        fleet.step(at: start + 600, ready: false)
        fleet.becomeReady()
        fleet.settle(at: start + 601)
        #expect(generations(fleet) == ["one": 3])
    }

    @Test("an instance that resolves to the same goes on without a restart")
    func adopts() throws {
        var fleet = try fleet(3)
        fleet.put(AutomatonPolicy.fixture("shop", 3, generation: second))
        for var instance in fleet.instanceStates where instance.name != "shop-2" {
            instance.spec = "same"
            instance.wantedSpec = "same"
            fleet.put(instance)
        }
        let steps = fleet.settle()
        #expect(
            steps.filter { if case .adopt = $0 { true } else { false } } == [
                .adopt(instance: "shop-1", generation: second), .adopt(instance: "shop-3", generation: second),
            ])
        #expect(fleet.instanceStates.map(\.name) == ["shop-1", "shop-3", "shop-4"])
    }
}
