import ConfigurationGraph
import GraphStore
import SQLiteGraphStore
import Testing

extension EngineTests {
    @Suite("hosts that are far apart") struct DistanceTests {
        /// Each way between the hosts, in seconds.
        private static let way = 0.05

        private static let declarations = """
            kind: Host
            name: alpha
            location: {region: eu}
            ---
            kind: Host
            name: beta
            location: {region: us, clients: [10.99.77.2/32]}
            ---
            kind: Automaton
            name: web
            artefact: box
            process: {args: [/bin/httpd, -f, -p, "8080", -h, /www]}
            overwatch: {readiness: {type: http, port: 8080, interval: 0.1, timeout: 20}}
            relay: {ports: [{containerPort: 8080, appProtocol: http}], publish: ["18594:8080"]}
            orchestrator:
              stop: {gracePeriod: 0.1}
              instances: {min: 1, max: 2}
              location: {preferred: [{selector: {region: eu}, weight: 100}]}
              target: {latency: {percentile: 0.99, duration: 60ms}}
              resources: {cpu: {request: 0.01}}

            """

        @Test("how far it is between them is measured, and an instance comes to where the users are")
        func nearer() async throws {
            try await HostNetworks.with(delay: Self.way) { networks in
                try await Place.withHosts(["alpha", "beta"], in: networks) { hosts in
                    let (alpha, beta) = (hosts[0], hosts[1])
                    let agents = [try await alpha.agent(), try await beta.agent()]
                    let controller = try alpha.begin("controller")
                    try await EngineTests.until("the controller leads: \(controller.errors)") { try await alpha.isLed }
                    try await alpha.expect(0, "apply", try alpha.declare(Self.declarations))
                    #expect(try await alpha.instances().map(\.host) == ["alpha"])
                    let said = { "\(agents.map(\.errors)) \(controller.errors)" }
                    let store = try SQLiteGraphStore(path: try #require(alpha.graph))
                    let (eu, us) = (Location(region: "eu"), Location(region: "us"))
                    // First, as what was never measured counts as far: what is decided is decided by what was measured.
                    try await EngineTests.until("it is measured how far it is: \(said())") {
                        let trips = try await store.observations(since: nil).roundTrips
                        return [(eu, us), (us, eu), (us, us)].allSatisfy { way in
                            trips.contains { ($0.from, $0.to) == way }
                        }
                    }
                    let trips = try await store.observations(since: nil).roundTrips.filter { $0.from != $0.to }
                    #expect(trips.allSatisfy { $0.seconds >= 2 * Self.way })
                    try await EngineTests.until("beta's clients have one nearby: \(said())") {
                        // They ask alpha, as it is the one that has any.
                        _ = try await beta.page("\(networks.addresses[0]):18594")
                        return try await alpha.instances().contains { $0.host == "beta" && $0.state == "ready" }
                    }
                    controller.interrupt()
                    #expect(try await controller.status() == 0, "\(controller.errors)")
                }
            }
        }
    }
}
