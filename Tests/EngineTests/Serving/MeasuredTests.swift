import ConfigurationGraph
import struct Engine.Observations
import GraphStore
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

    @Test("usage and requests are one measurement, and two where requests have a place that they come from")
    func measured() {
        let now = Moment(seconds: 100)
        let plain = Self.seen.measured(rates: ["shop": 20], by: "alpha", at: nil, time: now)
        #expect(plain.map(\.automaton) == ["idle", "shop"])
        #expect(plain.map(\.cpu) == [0.5, 1] && plain.map(\.requestsPerSecond) == [nil, 20])
        #expect(plain[1].p99 == 0.25 && plain[1].host == "alpha" && plain[1].location == nil)
        let eu = Location(region: "eu", zone: "a")
        let placed = Self.seen.measured(rates: ["shop": 20], by: "alpha", at: eu, time: now)
        #expect(placed.map(\.location) == [nil, nil, eu])
        #expect(placed.map(\.cpu) == [0.5, 1, nil] && placed.map(\.requestsPerSecond) == [nil, nil, 20])
        #expect(Set(placed.map(\.subject)).count == 3, "none takes another's place")
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
