import ConfigurationGraph
import TestRandom
import Testing

@testable import Orchestrator

@Suite("Against the best that trying all ways finds")
struct OptimumTests {
    @Test("on few hosts, all is placed whenever there is a way to place all")
    func packs() throws {
        for seed in PropertyRuns.seeds {
            var random = SplitMix(state: seed)
            let hosts = (0..<Int.random(in: 1...6, using: &random)).map { number in
                HostState.fixture(
                    "h\(number)", region: ["eu", "us"].randomElement(using: &random),
                    cpus: Double(Int.random(in: 1...6, using: &random)),
                    memory: Int64.random(in: 1...6, using: &random) * gibibyte)
            }
            let policies = (0..<Int.random(in: 1...8, using: &random)).map { number in
                AutomatonPolicy.fixture(
                    "s\(number)", cpus: Double(Int.random(in: 1...4, using: &random)),
                    memory: Int64.random(in: 1...4, using: &random) * gibibyte
                ) {
                    if Int.random(in: 0..<4, using: &random) == 0 { $0.forbidden = [PlaceSelector(region: "us")] }
                }
            }
            var fleet = try Fleet(hosts: hosts, automatons: policies)
            let plan = fleet.step()
            #expect(Invariants.broken(in: fleet) == [])
            let canPlaceAll = fits(policies[...], hosts, Array(repeating: .none, count: hosts.count))
            #expect(plan.pending.isEmpty == canPlaceAll, "seed \(seed): \(plan.pending.flatMap(\.lines))")
        }
    }

    /// Whether there is a way, by trying all.
    private func fits(_ policies: ArraySlice<AutomatonPolicy>, _ hosts: [HostState], _ used: [Resources]) -> Bool {
        guard let policy = policies.first else { return true }
        for (index, host) in hosts.enumerated() where !(policy.forbidden.isEmpty == false && host.region == "us") {
            guard policy.request.fits(in: host.allocatable - used[index]) else { continue }
            var more = used
            more[index] += policy.request
            if fits(policies.dropFirst(), hosts, more) { return true }
        }
        return false
    }

    @Test("requests travel no more than a tenth longer than they must")
    func latency() throws {
        for seed in PropertyRuns.seeds {
            var random = SplitMix(state: seed)
            let places = ["ap", "eu", "sa", "us"].prefix(Int.random(in: 2...4, using: &random))
                .map { Location(region: $0) }
            let count = Int.random(in: 1...8, using: &random)
            let hosts = (0..<6).map { number in
                HostState.fixture(
                    "h\(number)", region: places[number % places.count].region,
                    cpus: Double(Int.random(in: 1...4, using: &random)))
            }
            var requests: [Location: Double] = [:]
            var observations = Observations()
            for name in ["q", "x", "y", "z"].prefix(Int.random(in: 1...4, using: &random)) {
                let source = Location(region: name)
                requests[source] = Double(Int.random(in: 1...500, using: &random))
                observations.measured.append(
                    Observation(
                        automaton: "shop", location: source, requestsPerSecond: requests[source], time: start))
                for place in places {
                    let seconds = Double(Int.random(in: 1...200, using: &random)) / 1000
                    observations.roundTrips.append(RoundTrip(from: source, to: place, seconds: seconds, time: start))
                }
            }
            var fleet = try Fleet(
                hosts: hosts,
                automatons: [.fixture("shop", count) { $0.spread = .init(key: .host, maxSkew: 100) }])
            let plan = fleet.step(at: start, observations)
            let placed = fleet.instanceStates.count
            let table = ObservationTable(observations, now: start, staleAfter: 30)
            let transport = Travels(requests: requests, roundTrips: table.roundTrips, target: nil)
                .transport(to: places)
            let each = requests.values.sorted().reduce(0, +) / Double(max(placed, 1))
            let counts = places.map { place in
                fleet.instanceStates.count { fleet.host($0.host)?.region == place.region }
            }
            let rooms = places.map { place in
                hosts.filter { $0.region == place.region }.reduce(0) { $0 + Int($1.capacity.cpu / 1000) }
            }
            let best =
                allWays(of: placed, in: rooms[...]).map { transport.cost(capacity: $0.map { Double($0) * each }) }
                .min() ?? 0
            let cost = transport.cost(capacity: counts.map { Double($0) * each })
            #expect(cost <= best * 1.1 + 1e-9, "seed \(seed): \(counts) of \(rooms) costs \(cost), best \(best)")
            #expect(placed + plan.pending.reduce(0) { $0 + $1.instances } == count)
            #expect(placed == min(count, rooms.reduce(0, +)))
        }
    }

    private func allWays(of count: Int, in rooms: ArraySlice<Int>) -> [[Int]] {
        guard let room = rooms.first else { return count == 0 ? [[]] : [] }
        return (0...min(room, count)).flatMap { here in
            allWays(of: count - here, in: rooms.dropFirst()).map { [here] + $0 }
        }
    }

    @Test("the flow of least cost is that of trying all flows")
    func transport() {
        for seed in PropertyRuns.seeds {
            var random = SplitMix(state: seed)
            let sources = Int.random(in: 1...3, using: &random)
            let places = Int.random(in: 1...3, using: &random)
            let demand = (0..<sources).map { _ in Int.random(in: 0...3, using: &random) }
            var capacity = (0..<places).map { _ in Int.random(in: 0...3, using: &random) }
            capacity[0] += max(0, demand.reduce(0, +) - capacity.reduce(0, +))
            let seconds = (0..<sources).map { _ in
                (0..<places).map { _ in Double(Int.random(in: 1...20, using: &random)) }
            }
            let cost = Transport(seconds: seconds, demand: demand.map(Double.init))
                .cost(capacity: capacity.map(Double.init))
            let units = demand.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
            #expect(abs(cost - cheapest(units[...], capacity, seconds)) < 1e-6, "seed \(seed)")
        }
    }

    private func cheapest(_ units: ArraySlice<Int>, _ capacity: [Int], _ seconds: [[Double]]) -> Double {
        guard let source = units.first else { return 0 }
        return capacity.indices.filter { capacity[$0] > 0 }.map { place in
            var left = capacity
            left[place] -= 1
            return seconds[source][place] + cheapest(units.dropFirst(), left, seconds)
        }.min() ?? .infinity
    }
}
