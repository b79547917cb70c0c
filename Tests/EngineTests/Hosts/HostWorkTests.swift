import ConfigurationGraph
import Foundation
import GraphStore
import Processes
import SQLiteGraphStore
import Testing

extension EngineTests {
    /// What an agent does for the instances of its host, beside starting and ending them.
    @Suite("agent's work") struct HostWorkTests {
        private static let web = """
            kind: Automaton
            name: web
            artefact: box
            process: {args: [/bin/httpd, -f, -p, "8080", -h, /www]}
            overwatch: {readiness: {type: http, port: 8080, interval: 0.1}}
            relay: {ports: [{containerPort: 8080, appProtocol: http}], publish: ["18591:8080"]}
            orchestrator:
              stop: {gracePeriod: 0.1}
              instances: {min: 1, max: 2}
              target: {requestsPerSecond: 0.001}
              scale: {downWindow: 2s}

            """

        @Test("HAProxy answers on a host with an agent, and the controller hears of the requests by the store")
        func balances() async throws {
            try await Place.withHosts(["alpha"]) { hosts in
                let alpha = hosts[0]
                let agent = try await alpha.agent()
                #expect(try await alpha.expect(69, "serve").contains("another 'emergence serve' or 'agent' watches"))
                let controller = try alpha.begin("controller")
                try await alpha.expect(0, "apply", try alpha.declare(Self.web))
                try await alpha.until("web-1", is: "ready")
                try await EngineTests.until("HAProxy has the port") { try alpha.mappings() == [] }
                try await EngineTests.until("there are two: \(controller.errors)\(agent.errors)") {
                    #expect(try await alpha.page("127.0.0.1:18591") == "hello")
                    return try await alpha.instances().count { $0.state == "ready" } == 2
                }
                let store = try SQLiteGraphStore(path: try #require(alpha.graph))
                let measured = try await store.observations(since: nil).measured
                #expect(measured.contains { ($0.requestsPerSecond ?? 0) > 0 && $0.p99 != nil && $0.cpu != nil })
                #expect(Set(measured.map(\.host)) == ["alpha"])
                #expect(try await alpha.expect(0, "top").contains("web"))
                // The one that goes gives its requests to the other first.
                try await EngineTests.until("there is one again") {
                    try await alpha.instances().map(\.instance) == ["web-1"]
                }
                #expect(try await alpha.page("127.0.0.1:18591") == "hello")
                controller.interrupt()
                #expect(try await controller.status() == 0, "\(controller.errors)")
                agent.interrupt()
                #expect(try await agent.status() == 0, "\(agent.errors)")
                #expect(alpha.balancers().isEmpty)
                #expect(try alpha.mappings() == ["web-1 18591:8080/tcp"])
                #expect(try await alpha.page("127.0.0.1:18591") == "hello")
            }
        }
    }
}
