import ConfigurationGraph
import OCI
import Testing

@testable import Orchestrator

private let absurdities: [(String, JSONValue)] = [
    ("orchestrator.target.requestsPerSecond", -1), ("orchestrator.target.requestsPerSecond", 0),
    ("orchestrator.target.cpuUtilisation", 7), ("orchestrator.target.latency", ["duration": 0]),
    ("orchestrator.target.latency", ["duration": "-1s"]),
    ("orchestrator.target.latency", ["duration": 1, "percentile": 1]),
    ("orchestrator.resources.memory.request", 9_000_000_000_000_000_000), ("orchestrator.update.maxSurge", "300%"),
    ("orchestrator.instances.min", "many"),
]

@Suite("Policies from the catalogue's parameters")
struct PolicyTests {
    private func read(_ values: [String: JSONValue]) throws(PolicyFaults) -> AutomatonPolicy {
        try AutomatonPolicy.reading("shop") { values[$0] }
    }

    private func faults(_ values: [String: JSONValue]) -> [PolicyFault] {
        do throws(PolicyFaults) {
            _ = try read(values)
            return []
        } catch {
            return error.faults
        }
    }

    @Test("what isn't given has the catalogue's default")
    func defaults() throws {
        let policy = try read([:])
        #expect(policy.instances == AutomatonPolicy.Count(least: 1, most: 1))
        #expect(policy.request == Resources(cpu: 100, memory: 67_108_864))
        #expect(policy.downWindow == 300)
        #expect(policy.update == UpdatePolicy())
        #expect(policy.spread == AutomatonPolicy.Spread(key: .host, maxSkew: 1))
    }

    @Test("all that can be said is read")
    func full() throws {
        let policy = try read([
            "orchestrator.instances.min": 2, "orchestrator.instances.max": 9, "orchestrator.instances.initial": 3,
            "orchestrator.target.requestsPerSecond": 100, "orchestrator.target.latency": ["duration": "250ms"],
            "orchestrator.target.cpuUtilisation": 0.5, "orchestrator.scale.downWindow": "2m",
            "orchestrator.resources.cpu.request": 1.5, "orchestrator.resources.memory.request": "256MiB",
            "orchestrator.resources.storage.request": "1GiB",
            "orchestrator.resources.devices": [["class": "gpu", "count": 2, "attributes": ["model": "a"]]],
            "relay.publish": ["8080:80", ["hostPort": 53, "port": 53, "protocol": "udp"]],
            "orchestrator.location.allowed": [["region": "eu"]],
            "orchestrator.location.forbidden": [["zone": "b"]],
            "orchestrator.location.preferred": [["selector": ["zone": "a"], "weight": 7]],
            "orchestrator.affinity.hosts": [["disk": "in: ssd, nvme", "cores": "atLeast: 8"]],
            "orchestrator.affinity.automatons": [
                ["automaton": "stock", "relation": "same", "topologyKey": "zone"],
                ["automaton": "shop", "relation": "different"],
            ],
            "orchestrator.spread.topologyKey": "zone", "orchestrator.spread.maxSkew": 2,
            "orchestrator.tolerations": [["key": "spot", "effect": "evict"]],
            "orchestrator.priority": 5, "orchestrator.preemption": "lower",
            "orchestrator.update.strategy": "bluegreen", "orchestrator.update.maxSurge": "25%",
            "orchestrator.update.progressDeadline": "1m",
        ])
        #expect(policy.instances == AutomatonPolicy.Count(least: 2, most: 9, initial: 3))
        #expect(policy.target.latency == 0.25)
        #expect(policy.target.percentile == 0.95)
        #expect(policy.request == Resources(cpu: 1500, memory: 256 << 20, storage: gibibyte))
        #expect(policy.devices == [DeviceRequest(kind: "gpu", count: 2, attributes: ["model": "a"])])
        #expect(policy.ports == [HostPort(8080), HostPort(53, transport: "udp")])
        #expect(policy.preferred == [.init(PlaceSelector(zone: "a"), weight: 7)])
        #expect(
            policy.labels == [
                [LabelRule(key: "cores", test: .atLeast(8)), LabelRule(key: "disk", test: .isIn(["ssd", "nvme"]))]
            ])
        #expect(
            policy.neighbours == [.init("stock", beside: true, key: .zone), .init("shop", beside: false)])
        #expect(policy.tolerations == [Toleration(key: "spot", effect: .evict)])
        #expect(policy.preempts)
        #expect(policy.update.strategy == .blueGreen)
        #expect(policy.update.maxSurge == .percent(25))
    }

    @Test("more than the most is an error, and the most follows the fewest where it isn't given")
    func counts() throws {
        #expect(
            faults(["orchestrator.instances.min": 5, "orchestrator.instances.max": 3])
                == [.leastExceedsMost(least: 5, most: 3)])
        #expect(try read(["orchestrator.instances.min": 5]).instances.most == 5)
        #expect(
            faults(["orchestrator.instances.max": 3, "orchestrator.instances.initial": 4])
                == [.initialOutside(initial: 4, least: 1, most: 3)])
    }

    @Test(
        "negative and absurd targets are refused by name",
        arguments: absurdities)
    func absurd(path: String, value: JSONValue) {
        let found = faults([path: value])
        #expect(found.count == 1)
        #expect(found.allSatisfy { "\($0)".hasPrefix(path) })
    }

    @Test("an operator that there isn't is named, with those that there are")
    func operators() {
        let found = faults(["orchestrator.affinity.hosts": [["disk": "near: ssd"]]])
        #expect(found == [.unknownOperator(parameter: "orchestrator.affinity.hosts.disk", operator: "near")])
        #expect(found.map(\.description).joined().contains("absent, atLeast, atMost, exists, in, notIn"))
        #expect(
            faults(["orchestrator.affinity.hosts": [["cores": "atLeast: many"]]])
                == [.badOperand(parameter: "orchestrator.affinity.hosts.cores", rule: "atLeast: many")])
    }

    @Test("what can't hold together is said at once, and all of it")
    func contradictions() {
        let found = faults([
            "relay.publish": ["80:80", "127.0.0.1:80:81"], "orchestrator.update.maxSurge": 0,
            "orchestrator.location.allowed": [["region": "eu"]], "orchestrator.location.forbidden": [["region": "eu"]],
            "orchestrator.affinity.automatons": [
                ["automaton": "stock", "relation": "same"],
                ["automaton": "stock", "relation": "different", "topologyKey": "zone"],
            ],
        ])
        #expect(
            found == [
                .noWayToUpdate, .portTwice(HostPort(80, address: "127.0.0.1")),
                .allowedAndForbidden(PlaceSelector(region: "eu")), .besideAndAway(automaton: "stock"),
            ])
    }

    @Test("label rules hold for what they say")
    func labels() throws {
        let labels = ["disk": "ssd", "cores": "16"]
        let holds = { (key: String, text: String) throws in
            try LabelRule(key: key, written: text).holds(for: labels)
        }
        #expect(try holds("disk", "ssd"))
        #expect(try !holds("disk", "hdd"))
        #expect(try holds("disk", "in: nvme, ssd"))
        #expect(try !holds("disk", "notIn: nvme, ssd"))
        #expect(try holds("gpu", "notIn: a"))
        #expect(try holds("gpu", "absent:"))
        #expect(try holds("disk", "exists:"))
        #expect(try holds("cores", "atLeast: 16"))
        #expect(try !holds("cores", "atMost: 8"))
        #expect(try !holds("disk", "a:b"))
    }
}
