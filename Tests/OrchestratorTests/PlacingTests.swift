import ConfigurationGraph
import Testing

@testable import Orchestrator

@Suite("Where instances are placed")
struct PlacingTests {
    private func fleet(_ hosts: [HostState], _ policies: [AutomatonPolicy]) throws -> Fleet {
        try Fleet(hosts: hosts, automatons: policies)
    }

    @Test("instances are spread over hosts, and each has ids and a name of its own")
    func spread() throws {
        var fleet = try fleet([.fixture("a"), .fixture("b"), .fixture("c")], [.fixture("shop", 6)])
        let plan = fleet.step()
        #expect(fleet.spread == ["a": 2, "b": 2, "c": 2])
        #expect(Set(plan.placed.map(\.instance)) == Set((1...6).map { "shop-\($0)" }))
        for host in ["a", "b", "c"] {
            #expect(plan.placed.filter { $0.host == host }.map(\.idBase).sorted() == [1_000_000, 1_065_536])
        }
    }

    @Test("no resource is given away twice; what has no room is pending, with the reasons and what would help")
    func resources() throws {
        var fleet = try fleet(
            [.fixture("a", region: "us"), .fixture("b", region: "us"), .fixture("c", region: "eu")],
            [
                .fixture("shop", 3, memory: 6 * gibibyte) {
                    $0.forbidden = [PlaceSelector(region: "eu")]
                    $0.spread.maxSkew = 5
                }
            ])
        let plan = fleet.step()
        #expect(fleet.spread == ["a": 1, "b": 1])
        #expect(
            plan.pending.map(\.lines) == [
                [
                    "shop lacks 1 instance: 2 of 3 hosts: memory short by 4 GiB; 1: location region eu forbidden",
                    "smallest change that would help: allow region eu (orchestrator.location.forbidden)",
                ]
            ])
        #expect(fleet.step().steps.isEmpty)
    }

    @Test("a host is refused for each thing that it can't have")
    func refusals() throws {
        let hosts: [HostState] = [
            .fixture("arm") { $0.architecture = "arm64" }, .fixture("old"),
            .fixture("tainted") {
                $0.features = ["seccomp"]
                $0.taints = [Taint(key: "spot", effect: .forbid)]
            },
            .fixture("cordoned") { $0.schedulable = false },
            .fixture("hdd") {
                $0.features = ["seccomp"]
                $0.labels = ["disk": "hdd"]
            },
            .fixture("full") {
                $0.features = ["seccomp"]
                $0.labels = ["disk": "ssd"]
                $0.slots = 0
            },
            .fixture("bare") {
                $0.features = ["seccomp"]
                $0.labels = ["disk": "ssd"]
            },
            .fixture("good") {
                $0.features = ["seccomp"]
                $0.labels = ["disk": "ssd"]
                $0.devices = [DeviceGroup(kind: "gpu", count: 2, attributes: ["model": "a"])]
            },
        ]
        var fleet = try fleet(
            hosts,
            [
                .fixture("shop", 3) {
                    $0.architecture = "amd64"
                    $0.features = ["seccomp"]
                    $0.labels = [[LabelRule(key: "disk", test: .equals("ssd"))]]
                    $0.devices = [DeviceRequest(kind: "gpu", attributes: ["model": "a"])]
                }
            ])
        let plan = fleet.step()
        #expect(fleet.spread == ["good": 2])
        let reason = try #require(plan.placed.first?.reason)
        #expect(reason.hosts == 8)
        #expect(
            Set(reason.refusals.map(\.reason)) == [
                "not amd64", "can't do seccomp", "not schedulable", "labels don't match",
                "no room for another instance", "too few free devices of class gpu",
            ])
        #expect(reason.refusals.map(\.hosts).reduce(0, +) == 7)
        #expect(plan.pending.first?.refusals.map(\.hosts).reduce(0, +) == 8)
    }

    @Test("a port of a host is one instance's")
    func ports() throws {
        var fleet = try fleet(
            [.fixture("a"), .fixture("b")],
            [.fixture("shop", 3) { $0.ports = [HostPort(80)] }, .fixture("mail") { $0.ports = [HostPort(25)] }])
        let plan = fleet.step()
        #expect(fleet.hosts(of: "shop") == ["a", "b"])
        #expect(fleet.hosts(of: "mail").count == 1)
        #expect(plan.pending.first?.refusals == [.init(reason: "port 80/tcp taken", hosts: 2)])
    }

    @Test("taints keep instances away unless they are put up with")
    func taints() throws {
        let hosts: [HostState] = [
            .fixture("a") { $0.taints = [Taint(key: "gpu", value: "yes", effect: .forbid)] },
            .fixture("b") { $0.taints = [Taint(key: "slow", effect: .prefer)] },
        ]
        var fleet = try fleet(
            hosts, [.fixture("shop"), .fixture("train") { $0.tolerations = [Toleration(key: "gpu")] }])
        fleet.step()
        #expect(fleet.hosts(of: "shop") == ["b"])
        #expect(fleet.hosts(of: "train") == ["a"])
    }

    @Test("preferred places come first, and by weight; a host by its name too")
    func preferred() throws {
        let hosts: [HostState] = [
            .fixture("a", region: "eu", zone: "1"), .fixture("b", region: "eu", zone: "2"),
            .fixture("c", region: "us", zone: "1"),
        ]
        var fleet = try fleet(
            hosts,
            [
                .fixture("shop") {
                    $0.preferred = [
                        .init(PlaceSelector(region: "us"), weight: 1), .init(PlaceSelector(region: "eu"), weight: 5),
                        .init(PlaceSelector(zone: "2"), weight: 3),
                    ]
                }, .fixture("mail") { $0.preferred = [.init(PlaceSelector(host: "c"))] },
            ])
        fleet.step()
        #expect(fleet.hosts(of: "shop") == ["b"])
        #expect(fleet.hosts(of: "mail") == ["c"])
    }

    @Test("where the artefact is there already counts, and cost counts against")
    func artefactAndCost() throws {
        var fleet = try fleet(
            [.fixture("a"), .fixture("b") { $0.artefacts = ["one"] }, .fixture("c"), .fixture("d") { $0.cost = 500 }],
            [.fixture("shop")])
        let plan = fleet.step()
        #expect(fleet.hosts(of: "shop") == ["b"])
        #expect(plan.placed[0].reason.best.map(\.host).contains("d") == false)
        #expect(plan.placed[0].reason.best[0].terms.contains(.init(name: "artefact present", points: 300)))
    }

    @Test("beside and away, in hosts, zones and regions")
    func neighbours() throws {
        let hosts = ["a", "b", "c", "d"].map { HostState.fixture($0, region: "eu", zone: $0 < "c" ? "1" : "2") }
        var fleet = try fleet(
            hosts,
            [
                .fixture("shop", 2) { $0.spread = .init(key: .zone, maxSkew: 1) },
                .fixture("cache") { $0.neighbours = [.init("shop", beside: true)] },
                .fixture("mail", 3) { $0.neighbours = [.init("shop", beside: false)] },
                .fixture("loner", 3) { $0.neighbours = [.init("loner", beside: false, key: .zone)] },
            ])
        let plan = fleet.step()
        let shops = Set(fleet.hosts(of: "shop"))
        #expect(shops.isSuperset(of: fleet.hosts(of: "cache")))
        #expect(shops.isDisjoint(with: fleet.hosts(of: "mail")))
        #expect(fleet.hosts(of: "mail").count == 3)
        #expect(fleet.hosts(of: "loner").count == 2)
        #expect(plan.pending.map(\.automaton) == ["loner"])
    }

    @Test("being away holds from both sides")
    func symmetry() throws {
        var fleet = try fleet([.fixture("a")], [.fixture("mail") { $0.neighbours = [.init("shop", beside: false)] }])
        fleet.step()
        fleet.put(AutomatonPolicy.fixture("shop"))
        let plan = fleet.step()
        #expect(plan.pending.first?.refusals == [.init(reason: "an instance of mail in its host", hosts: 1)])
    }

    @Test("whoever waits for each other in a circle starts together; who waits for nobody there is pending")
    func circle() throws {
        var fleet = try fleet(
            [.fixture("a"), .fixture("b")],
            [
                .fixture("x") { $0.neighbours = [.init("y", beside: true)] },
                .fixture("y") { $0.neighbours = [.init("x", beside: true)] },
                .fixture("z") { $0.neighbours = [.init("nobody", beside: true)] },
            ])
        let plan = fleet.step()
        #expect(fleet.hosts(of: "x") == fleet.hosts(of: "y"))
        #expect(plan.pending.first?.refusals == [.init(reason: "no instance of nobody in its host", hosts: 2)])
    }

    @Test("who waits for another to be beside it is placed with that one, whoever ranks higher")
    func companion() throws {
        let cache = AutomatonPolicy.fixture("cache") {
            $0.neighbours = [.init("shop", beside: true)]
            $0.priority = 1
        }
        var fleet = try Fleet(hosts: [.fixture("a"), .fixture("b")], automatons: [cache])
        #expect(fleet.step().pending.map(\.automaton) == ["cache"])
        fleet.put(AutomatonPolicy.fixture("shop"))
        let plan = fleet.step()
        #expect(plan.pending.isEmpty)
        #expect(Set(plan.placed.map(\.automaton)) == ["cache", "shop"])
        #expect(Set(plan.placed.map(\.host)).count == 1)
    }

    @Test("zones are filled evenly, but a zone without room leaves nobody pending")
    func zones() throws {
        var hosts = (1...6).map { HostState.fixture("h\($0)", region: "eu", zone: "z\($0 % 3)") }
        hosts.append(.fixture("small", region: "eu", zone: "z9", cpus: 1))
        var fleet = try fleet(hosts, [.fixture("shop", 10) { $0.spread = .init(key: .zone, maxSkew: 1) }])
        let plan = fleet.step()
        let zones = Dictionary(grouping: fleet.instanceStates) { fleet.host($0.host)?.zone ?? "" }.mapValues(\.count)
        #expect(zones == ["z0": 3, "z1": 3, "z2": 3, "z9": 1])
        #expect(plan.pending.isEmpty)
    }

    @Test("a volume binds to its host, and an exclusive one has one instance ever")
    func volumes() throws {
        var fleet = try fleet(
            [.fixture("a"), .fixture("b")],
            [
                .fixture("shared", 2) { $0.volumes = [.init("data", exclusive: false)] },
                .fixture("db") { $0.volumes = [.init("state")] }, .fixture("thief") { $0.volumes = [.init("state")] },
            ])
        let plan = fleet.step()
        #expect(Set(fleet.hosts(of: "shared")).count == 1)
        #expect(fleet.hosts(of: "db").count == 1)
        #expect(fleet.hosts(of: "thief").isEmpty)
        #expect(plan.pending.map(\.automaton) == ["thief"])
        #expect(plan.pending[0].refusals.map(\.reason).contains("volume state is db-1's"))
    }

    @Test("an automaton that ranks higher gets the room of lower ones, as few as can be")
    func preemption() throws {
        var fleet = try fleet([.fixture("a"), .fixture("b")], [.fixture("small", 4), .fixture("tiny", 4)])
        fleet.settle()
        fleet.put(
            AutomatonPolicy.fixture("big", cpus: 2) {
                $0.priority = 10
                $0.preempts = true
            })
        let plan = fleet.step()
        #expect(fleet.hosts(of: "big").count == 1)
        #expect(plan.stopped.count == 2)
        #expect(plan.pending.map(\.instances).reduce(0, +) == 2)
    }

    @Test("without preemption what ranks higher comes first where all start at once")
    func priority() throws {
        var fleet = try fleet(
            [.fixture("a")], [.fixture("less", 4), .fixture("more", 4) { $0.priority = 1 }])
        fleet.step()
        #expect(fleet.hosts(of: "more").count == 4)
        #expect(fleet.hosts(of: "less").isEmpty)
    }

    @Test("an automaton that nobody wants any more ends")
    func removed() throws {
        var fleet = try fleet([.fixture("a")], [.fixture("shop", 2)])
        fleet.step()
        fleet.remove(automaton: "shop")
        #expect(fleet.step().stopped == ["shop-1", "shop-2"])
    }

    @Test("two hosts of one name are an error that names it")
    func twice() {
        #expect(throws: FleetFault.hostTwice("a")) { try Fleet(hosts: [.fixture("a"), .fixture("a")]) }
    }
}
