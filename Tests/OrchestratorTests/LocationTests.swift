import ConfigurationGraph
import Testing

@testable import Orchestrator

@Suite("Where requests come from")
struct LocationTests {
    private let hosts: [HostState] = ["eu", "us"].flatMap { (region: String) in
        (1...3).map { HostState.fixture("\(region)\($0)", region: region) }
    }

    private func observed(eu: Double, us: Double, at time: Moment) -> Observations {
        let places = ["eu", "us"].map { Location(region: $0) }
        return Observations(
            measured: [(places[0], eu), (places[1], us)].map {
                Observation(automaton: "shop", location: $0.0, requestsPerSecond: $0.1, p99: 0.02, time: time)
            },
            roundTrips: [
                RoundTrip(from: places[0], to: places[1], seconds: 0.1, time: time),
                RoundTrip(from: places[0], to: places[0], seconds: 0.005, time: time),
                RoundTrip(from: places[1], to: places[1], seconds: 0.005, time: time),
            ])
    }

    private func regions(_ fleet: Fleet) -> [String: Int] {
        Dictionary(fleet.instanceStates.map { (fleet.host($0.host)?.region ?? "", 1) }, uniquingKeysWith: +)
    }

    @Test("each location gets as many as its requests ask for")
    func shares() throws {
        var fleet = try Fleet(hosts: hosts, automatons: [.fixture("shop", 4)])
        let plan = fleet.step(at: start, observed(eu: 290, us: 110, at: start))
        #expect(regions(fleet) == ["eu": 3, "us": 1])
        #expect(plan.placed[0].reason.best[0].terms.contains { $0.name == "location of requests" })
    }

    @Test("requests that would take too long ask for an instance near them")
    func covers() throws {
        var fleet = try Fleet(
            hosts: hosts,
            automatons: [
                .fixture("shop") {
                    $0.instances = .init(least: 1, most: 4)
                    $0.target.latency = 0.05
                    $0.target.requestsPerSecond = 1000
                }
            ])
        fleet.step(at: start, observed(eu: 50, us: 40, at: start))
        #expect(regions(fleet) == ["eu": 1, "us": 1])
    }

    @Test("when requests move, instances follow one by one, and only if it saves enough")
    func follows() throws {
        var fleet = try Fleet(hosts: hosts, automatons: [.fixture("shop", 4)])
        fleet.settle(at: start, observed(eu: 300, us: 100, at: start))
        #expect(regions(fleet) == ["eu": 3, "us": 1])
        let soon = start + 60
        #expect(fleet.settle(at: soon, observed(eu: 290, us: 110, at: soon)).isEmpty)
        let later = start + 120
        let plan = fleet.step(at: later, observed(eu: 100, us: 300, at: later))
        #expect(plan.steps.count == 1)
        fleet.settle(at: later, observed(eu: 100, us: 300, at: later))
        #expect(regions(fleet) == ["eu": 1, "us": 3])
        #expect(fleet.instanceStates.count == 4)
    }

    @Test("an old measurement moves nobody")
    func stale() throws {
        var fleet = try Fleet(hosts: hosts, automatons: [.fixture("shop", 4)])
        fleet.settle(at: start, observed(eu: 300, us: 100, at: start))
        fleet.lookAtEverything()
        #expect(fleet.step(at: start + 600, observed(eu: 100, us: 300, at: start)).steps.isEmpty)
    }
}
