import ConfigurationGraph
import GraphStore
import Orchestrator
import Overwatch

/// Measures how long it takes from a host to the places where hosts are and back, and records it for who plans: the time
/// in which a connection is made to where a host hands out what it has.
struct RoundTripMeter: Sendable {
    let agent: Agent

    /// How often it measures, in seconds.
    private static let interval = 20.0
    /// How many hosts of one place are asked, and how often each; the least counts, as all else waited for something.
    private static let hosts = 2
    private static let tries = 3

    /// Measures until the task is cancelled.
    func run() async {
        var trouble = Trouble()
        while !Task.isCancelled {
            do {
                try await measure()
                trouble = Trouble()
            } catch {
                trouble.tell(error, agent.events)
            }
            try? await Task.sleep(for: .seconds(Self.interval))
        }
    }

    private func measure() async throws {
        let places = try await agent.store.read { view in
            try view.values(ConfigurationGraph.Host.self).compactMap { host in
                HostSettings(try view.value(HostPolicy.self, named: host.name)).location.map {
                    (name: host.name, location: $0, address: host.address)
                }
            }
        }
        guard let own = places.first(where: { $0.name == agent.hostName })?.location else { return }
        var trips: [RoundTrip] = []
        for (location, hosts) in Dictionary(grouping: places, by: { $0.location }) {
            var least: Double?
            // To itself is no way at all; but where it is alone it stands for its place.
            let others = hosts.filter { $0.name != agent.hostName }
            var answers = 0
            for address in (others.isEmpty ? hosts : others).compactMap({ $0.address }) where answers < Self.hosts {
                guard let seconds = await seconds(to: address) else { continue }
                answers += 1
                least = min(least ?? seconds, seconds)
            }
            if let least { trips.append(RoundTrip(from: own, to: location, seconds: least, time: .wall)) }
        }
        guard !trips.isEmpty else { return }
        try await agent.store.record([], trips, now: .wall)
    }

    /// How long a connection takes; nil where none is made.
    private func seconds(to address: String) async -> Double? {
        guard let target = try? ContentAddress(parsing: address) else { return nil }
        var least: Double?
        for _ in 0..<Self.tries {
            let start = ContinuousClock.now
            guard await Probe(.tcp(port: target.port)).attempt(address: target.ip) == .success else { return least }
            let passed = (ContinuousClock.now - start) / .seconds(1)
            least = min(least ?? passed, passed)
        }
        return least
    }
}
