import ConfigurationGraph
import OCI
import Testing

@testable import Orchestrator

@Suite("Fleets read from the graph")
struct FleetReaderTests {
    @Test("following changes comes to the same as reading the graph anew", arguments: 0..<40)
    func following(seed: UInt64) throws {
        var world = try ReadGraph(seed: seed)
        var reader = try FleetReader(world.graph, began: start, lookup: .plain)
        for _ in 0..<60 {
            try reader.follow(world.change(), in: world.graph)
            let anew = try FleetReader(world.graph, began: start, lookup: .plain)
            #expect(reader.fleet.hostStates == anew.fleet.hostStates)
            #expect(reader.fleet.instanceStates == anew.fleet.instanceStates)
            #expect(reader.fleet.policies == anew.fleet.policies)
            #expect(reader.faults == anew.faults)
            #expect(reader.fleet.revision == anew.fleet.revision)
        }
    }

    @Test("following several changes at once is following them one by one", arguments: 0..<10)
    func together(seed: UInt64) throws {
        var world = try ReadGraph(seed: seed)
        var reader = try FleetReader(world.graph, began: start, lookup: .plain)
        for _ in 0..<10 {
            var changes: [NodeChangeValue] = []
            for _ in 0..<6 { changes += world.change() }
            try reader.follow(changes, in: world.graph)
            let anew = try FleetReader(world.graph, began: start, lookup: .plain)
            #expect(reader.fleet.hostStates == anew.fleet.hostStates)
            #expect(reader.fleet.instanceStates == anew.fleet.instanceStates)
            #expect(reader.fleet.policies == anew.fleet.policies)
        }
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
