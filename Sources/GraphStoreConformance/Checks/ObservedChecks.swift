import ConfigurationGraph
import GraphStore

extension GraphStoreConformance {
    static let observed = [
        Check("what was measured is kept as it was told, by time") { store in
            let measured = [
                Observation(automaton: "web", requestsPerSecond: 0.1, p50: 0.25, p99: 1.0 / 3, time: start + 1),
                Observation(automaton: "web", instance: "web-1", cpu: 0.5, time: start + 2),
            ]
            let trips = [RoundTrip(from: eu, to: us, seconds: 0.08, time: start)]
            try await store.record(measured.reversed(), trips, now: start + 3)
            let all = Observations(measured: measured, roundTrips: trips)
            try requireEqual(try await store.observations(since: nil), all, "observations")
            let late = Observations(measured: [measured[1]])
            try requireEqual(try await store.observations(since: start + 2), late, "observations since a time")
            try requireEqual(try await store.revision(), .zero, "revision")
        },
        Check("what nobody can have measured is left out") { store in
            let bad = [
                Observation(automaton: "web", requestsPerSecond: 1, time: start + 0.001),
                Observation(automaton: "web", p99: .nan, time: start),
                Observation(automaton: "web", cpu: .infinity, time: start),
            ]
            try await store.record(bad, [RoundTrip(from: eu, to: us, seconds: .nan, time: start)], now: start)
            try requireEqual(try await store.observations(since: nil), Observations(), "observations")
        },
        Check("of each subject the newest is kept for an hour, and the minute before it") { store in
            func web(_ seconds: Double) -> Observation {
                Observation(automaton: "web", requestsPerSecond: seconds, time: start + seconds)
            }
            let cart = Observation(automaton: "cart", time: start)
            try await store.record([web(0), web(30), web(61), cart], [], now: start + 61)
            try requireEqual(try await store.observations(since: nil).measured, [cart, web(30), web(61)], "a minute")
            try await store.record([web(3600)], [], now: start + 3600)
            try requireEqual(try await store.observations(since: nil).measured, [web(3600)], "an hour")
        },
        Check("whatever is measured, what is kept is what is kept in memory") { store in
            let seed = UInt64.random(in: 0...9999)
            var random = SeededNumbers(state: seed)
            var table = ObservationTable()
            var now = start
            for step in 1...100 {
                now = now + Double(Int.random(in: -20...400, using: &random))
                let measured = (0...Int.random(in: 0...4, using: &random)).map { _ in observation(now, &random) }
                let trip = RoundTrip(from: eu, to: Bool.random(using: &random) ? us : eu, seconds: 1, time: now)
                try await store.record(measured, [trip], now: now)
                table.record(measured, [trip], now: now)
                let since = Bool.random(using: &random) ? nil : now + -50
                try requireEqual(
                    try await store.observations(since: since), table.observations(since: since),
                    "step \(step) of seed \(seed)")
            }
        },
    ]

    private static func observation(_ now: Moment, _ random: inout SeededNumbers) -> Observation {
        Observation(
            automaton: Bool.random(using: &random) ? "a" : "b",
            instance: [nil, "i", "j"][Int.random(in: 0...2, using: &random)],
            location: [nil, eu, us][Int.random(in: 0...2, using: &random)],
            p99: Double.random(in: 0...1, using: &random), time: now + Double(Int.random(in: -90...1, using: &random)))
    }

    private static let start = Moment(seconds: 1_700_000_000)
    private static let eu = Location(region: "eu")
    private static let us = Location(region: "us", zone: "a")
}
