import ConfigurationGraph
import Testing

@testable import Orchestrator

@Suite("When instances move")
struct HealingTests {
    private let hosts: [HostState] = ["a", "b", "c"].map { .fixture($0) }

    @Test("a host's instances are given up after its lease and a grace, and go on elsewhere under their names")
    func lost() throws {
        var fleet = try Fleet(hosts: hosts, automatons: [.fixture("shop", 6)])
        fleet.settle()
        fleet.change(host: "a") { $0.lease = .ranOut(start) }
        let waiting = fleet.step(at: start + 9)
        #expect(waiting.steps.isEmpty)
        #expect(waiting.wake == start + 10)
        let plan = fleet.step(at: start + 10)
        #expect(plan.placed.count == 2)
        #expect(plan.placed.allSatisfy { $0.reason.cause == "host a is lost" })
        #expect(fleet.spread == ["b": 3, "c": 3])
        #expect(fleet.instanceStates.count == 6)
        #expect(fleet.step(at: start + 100).steps.isEmpty)
    }

    @Test("a host that is back in time keeps its instances")
    func back() throws {
        var fleet = try Fleet(hosts: hosts, automatons: [.fixture("shop", 6)])
        fleet.settle()
        fleet.change(host: "a") { $0.lease = .ranOut(start) }
        fleet.step(at: start + 5)
        fleet.change(host: "a") { $0.lease = .held }
        #expect(fleet.step(at: start + 20).placed.isEmpty)
        #expect(fleet.spread == ["a": 2, "b": 2, "c": 2])
    }

    @Test("as few as are wanted are left where a host isn't heard of, and those on it end first")
    func fewer() throws {
        var fleet = try Fleet(hosts: hosts, automatons: [.fixture("shop", 6)])
        fleet.settle()
        fleet.change(host: "a") { $0.lease = .ranOut(start) }
        fleet.put(AutomatonPolicy.fixture("shop", 2))
        fleet.step(at: start + 5)
        #expect(fleet.spread == ["b": 1, "c": 1])
    }

    @Test("an instance whose host a fleet doesn't know is on that host once it comes")
    func known() throws {
        let shop = AutomatonPolicy.fixture("shop", 2, cpus: 3)
        var all = try Fleet(hosts: [.fixture("a"), .fixture("b")], automatons: [shop])
        all.settle()
        // As a controller reads it that begins while b is removed: there is no other place.
        var fleet = try Fleet(hosts: [.fixture("a")], automatons: [shop], instances: all.instanceStates)
        #expect(fleet.step().pending.map(\.instances) == [1])
        fleet.put(HostState.fixture("b"))
        #expect(fleet.step().placed.isEmpty)
        #expect(fleet.spread == ["a": 1, "b": 1])
    }

    @Test("what mounts a volume begins elsewhere once its host is removed, also if there was no room at first")
    func removed() throws {
        let database = AutomatonPolicy.fixture("db", cpus: 4) { $0.volumes = [.init("state")] }
        var fleet = try Fleet(hosts: [.fixture("a")], automatons: [database])
        fleet.settle()
        fleet.remove(host: "a")
        #expect(fleet.step().pending.map(\.instances) == [1])
        fleet.put(HostState.fixture("b"))
        fleet.settle()
        #expect(fleet.spread == ["b": 1])
    }

    @Test("what was on a host that was removed keeps nobody away from where it was")
    func nowhere() throws {
        let mail = AutomatonPolicy.fixture("mail") { $0.neighbours = [.init("shop", beside: false, key: .zone)] }
        var fleet = try Fleet(
            hosts: [.fixture("a", zone: "1"), .fixture("b", zone: "1", cpus: 0.5)], automatons: [mail])
        fleet.settle()
        fleet.put(AutomatonPolicy.fixture("shop", cpus: 0.5))
        #expect(fleet.step().pending.map(\.automaton) == ["shop"])
        fleet.remove(host: "a")
        fleet.settle()
        #expect(fleet.hosts(of: "shop") == ["b"])
    }

    @Test("nothing moves to a host that joined while others are lost, if it can't be spared")
    func joinsWhileLost() throws {
        let update = UpdatePolicy(maxUnavailable: .count(1), maxSurge: .count(0))
        var fleet = try Fleet(
            hosts: [.fixture("a", cpus: 2), .fixture("b", cpus: 8)],
            automatons: [.fixture("shop", 6) { $0.update = update }])
        fleet.settle()
        fleet.change(host: "a") { $0.lease = .ranOut(start) }
        fleet.put(HostState.fixture("c", cpus: 8))
        #expect(fleet.step(at: start + 1).steps.isEmpty)
        fleet.change(host: "a") { $0.lease = .held }
        #expect(fleet.step(at: start + 2).steps.count == 1)
    }

    @Test("what found no place is placed once there is room")
    func later() throws {
        var fleet = try Fleet(hosts: hosts, automatons: [.fixture("shop", 12)])
        fleet.settle()
        fleet.change(host: "a") { $0.lease = .ranOut(start) }
        #expect(fleet.step(at: start + 10).pending.first?.instances == 4)
        #expect(fleet.step(at: start + 11).steps.isEmpty)
        fleet.put(HostState.fixture("d"))
        fleet.settle(at: start + 12)
        #expect(fleet.spread == ["b": 4, "c": 4, "d": 4])
    }

    @Test("what holds an exclusive volume stays pending while its host is lost, and says so")
    func exclusive() throws {
        var fleet = try Fleet(hosts: hosts, automatons: [.fixture("db") { $0.volumes = [.init("state")] }])
        fleet.settle()
        let host = try #require(fleet.hosts(of: "db").first)
        fleet.change(host: host) { $0.lease = .ranOut(start) }
        #expect(fleet.step(at: start + 10).pending.isEmpty)
        let plan = fleet.step(at: start + 30)
        #expect(plan.steps.isEmpty)
        #expect(plan.pending.first?.remedy == "bring host \(host) back, or remove volume state")
    }

    @Test("a drained host is left one by one: another is ready before one stops")
    func drain() throws {
        var fleet = try Fleet(hosts: hosts, automatons: [.fixture("shop", 6)])
        fleet.settle()
        fleet.change(host: "a") { $0.draining = true }
        let first = fleet.step(ready: false)
        #expect(first.steps.count == 1)
        #expect(first.placed[0].reason.cause == "host a is being drained")
        #expect(fleet.step(ready: false).steps.isEmpty)
        fleet.becomeReady()
        let next = fleet.step(ready: false)
        #expect(next.stopped == [first.placed[0].reason.replaces])
        #expect(next.placed.count == 1)
        fleet.becomeReady()
        fleet.settle()
        #expect(fleet.spread == ["b": 3, "c": 3])
    }

    @Test("the last host can be drained: its instances stay, pending, until there is another")
    func drainLast() throws {
        var fleet = try Fleet(hosts: [.fixture("a")], automatons: [.fixture("shop", 2)])
        fleet.settle()
        fleet.change(host: "a") { $0.draining = true }
        let plan = fleet.step()
        #expect(plan.steps.isEmpty)
        #expect(plan.pending.first?.remedy == "uncordon host a")
        #expect(fleet.spread == ["a": 2])
        fleet.put(HostState.fixture("b"))
        fleet.settle()
        #expect(fleet.spread == ["b": 2])
    }

    @Test("a taint that evicts drains for those that don't put up with it")
    func evict() throws {
        var fleet = try Fleet(
            hosts: [.fixture("a"), .fixture("b")],
            automatons: [.fixture("shop", 2), .fixture("tough", 2) { $0.tolerations = [Toleration(key: "bad")] }])
        fleet.settle()
        fleet.change(host: "a") { $0.taints = [Taint(key: "bad", effect: .evict)] }
        fleet.settle()
        #expect(fleet.hosts(of: "shop") == ["b", "b"])
        #expect(fleet.hosts(of: "tough") == ["a", "b"])
    }

    @Test("a host that has less than it gave away loses the lowest priority, and state last")
    func overfull() throws {
        let wish = [AutomatonPolicy.Preference(PlaceSelector(host: "a"))]
        var fleet = try Fleet(
            hosts: [.fixture("a"), .fixture("b")],
            automatons: [
                .fixture("db") {
                    $0.volumes = [.init("state")]
                    $0.preferred = wish
                },
                .fixture("less") { $0.preferred = wish },
                .fixture("more") {
                    $0.priority = 5
                    $0.preferred = wish
                },
            ])
        fleet.settle()
        #expect(fleet.spread == ["a": 3])
        fleet.change(host: "a") { $0.capacity = Resources(cpus: 2, memory: 8 * gibibyte) }
        fleet.settle()
        #expect(fleet.hosts(of: "less") == ["b"])
        #expect(fleet.hosts(of: "more") == ["a"])
        #expect(fleet.hosts(of: "db") == ["a"])
    }

    @Test("a rule that changed moves those that break it")
    func misplaced() throws {
        var fleet = try Fleet(
            hosts: [.fixture("a", region: "eu"), .fixture("b", region: "us")], automatons: [.fixture("shop", 2)])
        fleet.settle()
        fleet.put(AutomatonPolicy.fixture("shop", 2) { $0.forbidden = [PlaceSelector(region: "us")] })
        fleet.settle()
        #expect(fleet.spread == ["a": 2])
    }

    @Test("a host that joins gets its share and no more, one instance of an automaton at a time")
    func join() throws {
        var fleet = try Fleet(hosts: hosts, automatons: (0..<4).map { .fixture("s\($0)", 3) })
        fleet.settle()
        fleet.put(HostState.fixture("d"))
        let plan = fleet.step(ready: false)
        #expect(plan.placed.count <= 3)
        #expect(Set(plan.placed.map(\.automaton)).count == plan.placed.count)
        fleet.becomeReady()
        let moves = plan.placed.count + fleet.settle().filter { if case .place = $0 { true } else { false } }.count
        #expect(moves == 3)
        #expect(fleet.spread == ["a": 3, "b": 3, "c": 3, "d": 3])
        #expect(fleet.instanceStates.count == 12)
    }

    @Test("the share of a host that joins is one of the hosts that take instances, not of those that are lost")
    func joinBesidesLost() throws {
        var fleet = try Fleet(hosts: [.fixture("a"), .fixture("b")], automatons: [.fixture("shop", 4)])
        fleet.settle()
        fleet.change(host: "a") { $0.lease = .ranOut(start) }
        fleet.settle(at: start + 10)
        #expect(fleet.spread == ["b": 4])
        fleet.put(HostState.fixture("c"))
        fleet.settle(at: start + 11)
        #expect(fleet.spread == ["b": 2, "c": 2])
    }

    @Test("where one may be missing and none too many, an instance stops before it goes on elsewhere")
    func stopFirst() throws {
        var fleet = try Fleet(
            hosts: hosts,
            automatons: [
                .fixture("shop", 3) { $0.update = UpdatePolicy(maxUnavailable: .count(1), maxSurge: .count(0)) }
            ])
        fleet.settle()
        fleet.change(host: "a") { $0.draining = true }
        let plan = fleet.step(ready: false)
        #expect(plan.steps.count == 1)
        guard case .move(let placed, from: "a") = plan.steps.first else {
            Issue.record("\(plan.steps)")
            return
        }
        #expect(placed.host != "a")
        #expect(fleet.instanceStates.count == 3)
    }
}
