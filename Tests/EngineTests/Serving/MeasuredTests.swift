import ConfigurationGraph
import struct Engine.Observations
import GraphStore
import OCI
import Relay
import Testing

@testable import Engine

@Suite("What planning is told of a host") struct MeasuredTests {
    private static func row(_ name: String, kind: ObservedRow.Kind = .automaton, processors: Double) -> ObservedRow {
        ObservedRow(
            kind: kind, name: name, instances: 1, ready: 1, processors: processors, processorsAllocated: 0, memory: 0,
            memoryAllocated: 0, p50: 4, p99: 250)
    }

    private static let seen = Observations(
        time: 100,
        rows: [
            row("alpha", kind: .host, processors: 3), row("idle", processors: 0.5), row("shop", processors: 1),
        ], clients: [])

    private static let eu = Location(region: "eu", zone: "a")
    private static let us = Location(region: "us", zone: nil)

    private static func policy(_ name: String, _ region: String?, zone: String? = nil, clients: [String]) -> HostPolicy
    {
        let place = SourceLocation(file: "hosts.yaml", line: 1, column: 1)
        let values: [(String, JSONValue?)] = [
            ("host.location.region", region.map { .string($0) }), ("host.location.zone", zone.map { .string($0) }),
            ("host.location.clients", .array(clients.map { .string($0) })),
        ]
        return HostPolicy(
            name: name,
            settings: values.compactMap { path, value in
                value.map { Setting(parameter: path, value: $0, location: place) }
            }, declaration: Declaration(set: "hosts", location: place))
    }

    private func measured(
        _ rates: [String?: Double], at location: Location?, places: ClientPlaces = ClientPlaces()
    ) -> [Observation] {
        let origins = rates.map { (Observer.Origin(automaton: "shop", network: $0.key), $0.value) }
        return Self.seen.measured(
            rates: Dictionary(uniqueKeysWithValues: origins), by: "alpha", at: location, places: places,
            time: Moment(seconds: 100))
    }

    @Test("requests are of the whole where nobody says where they come from, and of the host's place where it has one")
    func measured() {
        let plain = measured([nil: 20], at: nil)
        #expect(plain.map(\.automaton) == ["idle", "shop"])
        #expect(plain.map(\.cpu) == [0.5, 1] && plain.map(\.requestsPerSecond) == [nil, 20])
        #expect(plain[1].p99 == 0.25 && plain[1].host == "alpha" && plain[1].location == nil)
        let placed = measured([nil: 20], at: Self.eu)
        #expect(placed.map(\.location) == [nil, nil, Self.eu])
        #expect(placed.map(\.cpu) == [0.5, 1, nil] && placed.map(\.requestsPerSecond) == [nil, nil, 20])
        #expect(Set(placed.map(\.subject)).count == 3, "none takes another's place")
    }

    @Test("requests of clients whose network has a place come from there, and that none come is told too")
    func clients() {
        let places = ClientPlaces([
            Self.policy("alpha", "eu", zone: "a", clients: ["10.1.0.0/16"]),
            Self.policy("beta", "us", clients: ["10.2.0.0/16", "10.1.9.0/24"]),
            Self.policy("gamma", "us", clients: ["10.1.0.0/16"]), Self.policy("delta", nil, clients: ["10.3.0.0/16"]),
        ])
        #expect(places.networks.names.compactMap { places.location(named: $0) }.sorted() == [Self.eu, Self.us])
        let name = { places.networks.name(of: $0).flatMap { places.location(named: $0) } }
        #expect(name("10.1.2.3") == Self.eu, "of two that say so the first holds")
        #expect(name("10.1.9.3") == Self.us, "the narrowest network holds")
        #expect(name("10.3.0.1") == nil && name("::1") == nil)
        let (eu, us) = (places.networks.name(of: "10.1.0.1"), places.networks.name(of: "10.2.0.1"))
        let told = measured([eu: 12, us: 0, nil: 3], at: Self.eu, places: places).filter { $0.location != nil }
        #expect(told.map(\.location) == [Self.eu, Self.us])
        #expect(told.map(\.requestsPerSecond) == [15, 0])
        let unplaced = measured([eu: 12, us: 1, nil: 3], at: nil, places: places).filter { $0.automaton == "shop" }
        #expect(unplaced.map(\.requestsPerSecond) == [16, 12, 1])
    }

    @Test("rates are means of three seconds, of each origin that there could be")
    func rates() {
        var round = HostRound()
        round.places = ClientPlaces([Self.policy("beta", "us", clients: ["10.2.0.0/16"])])
        let us = Observer.Origin(automaton: "shop", network: "us")
        let rest = Observer.Origin(automaton: "shop", network: nil)
        let point = TrafficPoint(time: 1, automaton: "shop", instances: 1, requestsPerSecond: 0)
        #expect(round.remember([point], [us: 6]) == nil)
        #expect(round.remember([point], [us: 3, rest: 9]) == nil)
        #expect(round.remember([point], [:]) == [us: 3, rest: 3])
        #expect(round.remember([], [us: 1]) == nil)
    }

    @Test("all hosts are told of together: what was asked for, and what was measured lately")
    func fleet() throws {
        func counted(_ automaton: String, _ host: String, ready: Bool = true) -> CountedInstance {
            CountedInstance(automaton: automaton, host: host, isReady: ready, processorsAsked: 0.5, memoryAsked: 100)
        }
        func seen(_ host: String, _ location: Location?, _ rate: Double?, cpu: Double?, at time: Double) -> Observation
        {
            Observation(
                automaton: "shop", location: location, host: host, requestsPerSecond: rate, p99: cpu.map { $0 / 10 },
                cpu: cpu, memory: cpu.map { Int64($0 * 1000) }, time: Moment(seconds: time))
        }
        let recorded = [
            seen("alpha", nil, nil, cpu: 9, at: 90), seen("alpha", nil, nil, cpu: 1, at: 99),
            seen("alpha", Self.eu, 10, cpu: nil, at: 99), seen("alpha", Self.us, 2, cpu: nil, at: 99),
            seen("beta", nil, 5, cpu: 2, at: 98), seen("beta", Self.us, 4, cpu: nil, at: 98),
        ]
        let found = Observations(
            of: ["gamma", "beta", "alpha"],
            [counted("shop", "alpha"), counted("shop", "beta", ready: false), counted("idle", "gamma")],
            recorded: recorded, time: 100)
        #expect(found.rows.map(\.name) == ["alpha", "beta", "gamma", "idle", "shop"])
        #expect(found.rows.map(\.processors) == [1, 2, nil, nil, 3], "the newest of each subject")
        #expect(found.rows.map(\.memory) == [1000, 2000, nil, nil, 3000])
        #expect(found.rows.map(\.requestsPerSecond) == [12, 5, nil, nil, 17])
        #expect(found.rows.map(\.p99) == [100, 200, nil, nil, 200])
        #expect(found.rows.map(\.instances) == [1, 1, 1, 1, 2] && found.rows.map(\.ready) == [1, 0, 1, 1, 1])
        #expect(found.rows.last?.processorsAllocated == 1 && found.rows.last?.memoryAllocated == 200)
    }

    @Test("who plans is given the newest of each subject, when there is something new")
    func newest() async throws {
        let store = InMemoryGraphStore()
        let now = Moment.wall
        func web(_ host: String, _ rate: Double, _ time: Moment) -> Observation {
            Observation(automaton: "web", host: host, requestsPerSecond: rate, time: time)
        }
        await store.record([web("a", 1, now + -3), web("a", 2, now), web("b", 3, now + -1)], [], now: now)
        var found = store.measurements.makeAsyncIterator()
        #expect(await found.next()?.measured.map(\.requestsPerSecond) == [3, 2])
        await store.record([web("b", 4, now + 1)], [], now: now + 1)
        #expect(await found.next()?.measured.map(\.requestsPerSecond) == [2, 4])
    }
}
