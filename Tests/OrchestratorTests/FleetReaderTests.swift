import ConfigurationGraph
import OCI
import Testing

@testable import Orchestrator

@Suite("Fleets read from the graph")
struct FleetReaderTests {
    @Test("following changes comes to the same as reading the graph anew", arguments: 0..<40)
    func following(seed: UInt64) throws {
        var world = try ReadGraph(seed: seed)
        var reader = FleetReader(lookup: .plain)
        var fleet = try reader.read(world.graph, began: start).fleet
        for step in 0..<60 {
            // Now and then several changes are followed at once.
            var changes = world.change()
            for _ in 0..<(step % 5 == 0 ? 4 : 0) { changes += world.change() }
            for change in try reader.changes(changes, in: world.graph) { fleet.take(change) }
            var another = FleetReader(lookup: .plain)
            let anew = try another.read(world.graph, began: start).fleet
            #expect(fleet.hostStates == anew.hostStates)
            #expect(fleet.instanceStates == anew.instanceStates)
            #expect(fleet.policies == anew.policies)
            #expect(reader.faults == another.faults)
        }
    }

    @Test("an automaton that was taken down wants no instance, and gets its own back when it no longer is")
    func takenDown() throws {
        var world = try ReadGraph(seed: 3)
        for _ in 0..<60 { _ = world.change() }
        var reader = FleetReader(lookup: .plain)
        let before = try reader.read(world.graph, began: start).fleet.policies
        let name = try #require(before.first { $0.instances.least > 0 }?.name)
        var automaton = try #require(try world.graph.value(Automaton.self, named: name))
        for takenDown in [world.graph.revision, nil] {
            automaton.takenDown = takenDown
            let (after, changes) = try world.graph.applying(
                Transaction(author: "test", roles: [.operator], message: "", puts: [.automaton(automaton)]))
            world.graph = after
            let told = try reader.changes(changes, in: after)
            let policies = told.compactMap { if case .automaton(let policy) = $0 { policy } else { nil } }
            let expected = try #require(before.first { $0.name == name }).instances
            #expect(policies.map(\.name) == [name])
            #expect(
                policies.map(\.instances) == [takenDown == nil ? expected : AutomatonPolicy.Count(least: 0, most: 0)])
        }
    }

    @Test("what an agent finds on its host is known of it: artefacts, and volumes that no instance has elsewhere")
    func found() throws {
        var host = Host.fixture(ranges: 4)
        host.artefacts = ["sha256:1"]
        host.volumes = ["data", "kept"]
        let state = HostState(host, policy: nil)
        #expect(state.artefacts == ["sha256:1"] && state.volumes == ["data", "kept"])
        let owner = InstanceState(
            name: "db-1", automaton: "db", host: "other", generation: first, request: .none, idBase: 1_000_000)
        var holding = owner
        holding.volumes = [AutomatonPolicy.VolumeUse("data")]
        var fleet = try Fleet(
            hosts: [.fixture("other")], automatons: [.fixture("db")], instances: [holding], began: start)
        fleet.put(state)
        #expect(fleet.volumes.mapValues(\.host) == ["data": "other", "kept": state.name])
        let anew = try Fleet(
            hosts: [.fixture("other"), state], automatons: [.fixture("db")], instances: [holding], began: start)
        #expect(anew.volumes.mapValues(\.host) == fleet.volumes.mapValues(\.host))
    }

    @Test("an instance that ends isn't in the fleet, and has ended when its agent says so")
    func ending() throws {
        var world = try ReadGraph(seed: 3)
        for _ in 0..<60 { _ = world.change() }
        var instance = try #require(world.graph.values(Instance.self).first)
        instance.ending = "one too many"
        let mark = Transaction(
            author: "test", roles: [.orchestrator], message: "", puts: [.instance(instance)],
            deletes: [NodeID(.instanceStatus, instance.name)])
        let (marked, changes) = try world.graph.applying(mark)
        var reader = FleetReader(lookup: .plain)
        _ = try reader.read(world.graph, began: start)
        let told = try reader.changes(changes, in: marked)
        let ending = FleetChange.Ending(
            instance: instance.name, host: instance.host, isExclusive: false, hasEnded: false)
        #expect(told.map(\.instance) == [instance.name])
        #expect(told == [.ending(ending)] || reader.faults[instance.automaton] != nil)
        let (fleet, endings) = try reader.read(marked, began: start)
        #expect(fleet.instance(instance.name) == nil && endings.map(\.hasEnded) == [false])
        let stopped = Transaction(
            author: "test", roles: [.agent], message: "",
            puts: [.instanceStatus(InstanceStatus(instance: instance.name, state: .stopped))])
        let (ended, _) = try marked.applying(stopped)
        #expect(try reader.read(ended, began: start).endings.map(\.hasEnded) == [true])
    }

    @Test("a host is what its agent found and what the operator wants of it")
    func host() {
        let place = SourceLocation(file: "hosts.yaml", line: 1, column: 1)
        let given: [(String, JSONValue)] = [
            ("host.location", ["region": "eu", "zone": "b"]), ("host.labels", ["disk": "ssd"]),
            ("host.taints", [["key": "spot", "effect": "forbid"]]), ("host.reserved", ["cpu": 0.5, "memory": "1MiB"]),
            ("host.capacity", ["instances": 7]), ("host.schedulable", false), ("host.cost", 3),
        ]
        let policy = HostPolicy(
            name: "here", settings: given.map { Setting(parameter: $0.0, value: $0.1, location: place) },
            declaration: Declaration(set: "test", location: place))
        let state = HostState(Host.fixture(ranges: 4), policy: policy)
        #expect(state.region == "eu" && state.zone == "b" && state.labels == ["disk": "ssd"])
        #expect(state.taints == [Taint(key: "spot", effect: .forbid)])
        #expect(state.reserved == Resources(cpu: 500, memory: 1 << 20))
        #expect(state.slots == 7 && !state.schedulable && state.cost == 3)
        #expect(state.idStart == 1_000_000 && state.idRanges == 4)
        let plain = HostState(Host.fixture(ranges: 4), policy: nil)
        #expect(plain.schedulable && plain.slots == 110 && plain.region == nil && plain.lease == .held)
    }

    @Test("what runs in place of a failed generation is the good one, and the failed one isn't tried again")
    func memory() {
        let failed = ResolvedFrom.Failed(artefact: "two", configuration: "a", reason: "0 of 1 ready")
        let source = ResolvedFrom(artefact: "one", configuration: "a", revision: Revision(3), insteadOf: failed)
        let memory = AutomatonMemory([(source: source, isReady: false)])
        #expect(memory.lastGood == first)
        #expect(memory.failed == [second])
    }

    @Test("while a change is under way, what was declared first is the good one")
    func underWay() {
        let old = ResolvedFrom(artefact: "one", configuration: "a", revision: Revision(3))
        let new = ResolvedFrom(artefact: "two", configuration: "a", revision: Revision(5))
        #expect(AutomatonMemory([(new, true), (old, true)]).lastGood == first)
        #expect(AutomatonMemory([(new, true), (old, false)]).lastGood == second)
        #expect(AutomatonMemory([(new, false)]).lastGood == nil)
    }

    @Test("a port for HTTP is shared by an automaton's instances, any other is not")
    func ports() throws {
        let values: [String: JSONValue] = [
            "relay.ports": [["containerPort": 8080, "appProtocol": "http", "name": "web"], ["containerPort": 53]],
            "relay.publish": ["80:8080", "81:web", "5353:53"],
        ]
        let policy = try AutomatonPolicy.reading("shop") { values[$0] }
        #expect(policy.ports.map(\.sharedBy) == ["shop", "shop", nil])
        let other = try AutomatonPolicy.reading("stock") { values[$0] }
        #expect(!policy.ports[0].conflicts(with: policy.ports[0]))
        #expect(policy.ports[0].conflicts(with: other.ports[0]))
        #expect(policy.ports[2].conflicts(with: policy.ports[2]))
    }
}

extension Fleet {
    /// What is wanted of each automaton that is there, sorted by name.
    var policies: [AutomatonPolicy] {
        automatons.filter { !$0.isGone }.map(\.policy).sorted { $0.name < $1.name }
    }
}
