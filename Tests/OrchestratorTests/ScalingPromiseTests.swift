import ConfigurationGraph
import Testing

@testable import Orchestrator

/// What scaling by measured requests keeps to, second by second, as whoever serves sees it.
@Suite("The number of instances that load asks for") struct ScalingPromiseTests {
    private static func policy(
        _ least: Int = 1, _ most: Int = 4, target: Double? = 10, up: Double = 0, down: Double = 10
    ) -> AutomatonPolicy {
        .fixture("shop", cpus: 0.1, memory: 1 << 20) {
            $0.instances = .init(least: least, most: most)
            $0.target.requestsPerSecond = target
            $0.upWindow = up
            $0.downWindow = down
        }
    }

    /// How many there are after each of these rates was seen for a second.
    private static func count(
        _ policy: AutomatonPolicy, running: Int, _ rates: [Double?], later: Double = 0
    ) throws -> Int {
        let instances = (0..<running).map { number in
            InstanceState(
                name: "shop-\(number + 1)", automaton: "shop", host: "here", generation: policy.generation,
                request: policy.request, idBase: 1_000_000 + UInt32(number) * 65_536)
        }
        var fleet = try Fleet(
            hosts: [.fixture("here")], automatons: [policy], instances: instances,
            memory: ["shop": AutomatonMemory(lastGood: policy.generation)], began: start)
        var now = start
        var known = Observations()
        for rate in rates {
            now = now + 1
            if let rate { known.measured = [Observation(automaton: "shop", requestsPerSecond: rate, time: now)] }
            fleet.step(at: now, known)
        }
        if later > 0 { fleet.step(at: now + later, known) }
        return fleet.instanceStates.count
    }

    @Test("more requests make more at once, up to the most")
    func up() throws {
        #expect(try Self.count(Self.policy(), running: 1, [25]) == 3)
        #expect(try Self.count(Self.policy(), running: 1, [10]) == 1)
        #expect(try Self.count(Self.policy(), running: 1, [1e9]) == 4)
    }

    @Test("with a window, more must be needed all through it, and the least of it counts")
    func upWindow() throws {
        let policy = Self.policy(up: 4)
        #expect(try Self.count(policy, running: 1, [0, 0, 0, 40, 40]) == 1)
        #expect(try Self.count(policy, running: 1, [40, 40, 40, 30, 30]) == 3)
    }

    @Test("fewer requests make fewer once that holds all through the window; the busiest moment of it counts")
    func down() throws {
        let quiet = [Double](repeating: 0, count: 14)
        #expect(try Self.count(Self.policy(), running: 4, [40] + quiet) == 1)
        #expect(try Self.count(Self.policy(), running: 4, [40, 40, 40] + quiet.dropLast(6)) == 4)
        #expect(try Self.count(Self.policy(), running: 4, [15, 15, 15, 15] + quiet.dropLast(5)) == 2)
        #expect(try Self.count(Self.policy(2), running: 4, quiet) == 2)
    }

    @Test("what wasn't observed never takes an instance away")
    func gaps() throws {
        #expect(try Self.count(Self.policy(), running: 4, [nil, nil, nil]) == 4)
        // Too short a time.
        #expect(try Self.count(Self.policy(), running: 4, [0, 0, 0]) == 4)
        // Nothing came in for long.
        #expect(try Self.count(Self.policy(down: 100), running: 4, [0, 0], later: 200) == 4)
    }

    @Test("a measurement from nowhere changes nothing")
    func nowhere() throws {
        var fleet = try Fleet(hosts: [.fixture("here")], automatons: [Self.policy()], began: start)
        fleet.settle()
        let strange = Observations(
            measured: [
                Observation(automaton: "nobody", requestsPerSecond: 1e6, time: start),
                Observation(automaton: "shop", instance: "shop-99", cpu: 50, time: start),
                Observation(
                    automaton: "shop", location: Location(region: "mars"), requestsPerSecond: .nan, time: start),
            ],
            roundTrips: [
                RoundTrip(from: Location(region: "mars"), to: Location(region: "moon"), seconds: -1, time: start)
            ])
        #expect(fleet.step(at: start, strange).steps.isEmpty)
        #expect(fleet.instanceStates.map(\.name) == ["shop-1"])
    }

    @Test("a load that is on the edge doesn't flap")
    func flapping() throws {
        let rates = (0..<300).map { $0 % 2 == 0 ? 9.0 : 12.0 }
        for length in [1, 2, 50, 299, 300] {
            let count = try Self.count(Self.policy(), running: 1, Array(rates.prefix(length)))
            #expect(count == (length == 1 ? 1 : 2))
        }
    }
}
