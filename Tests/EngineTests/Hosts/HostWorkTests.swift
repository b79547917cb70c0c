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
                let top = try await alpha.expect(0, "top").split(separator: "\n")
                #expect(top.contains { $0.hasPrefix("host") && $0.contains("alpha") && !$0.contains(" - ") })
                #expect(top.contains { $0.hasPrefix("automaton") && $0.contains("web") && !$0.contains(" - ") })
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

        @Test("HAProxy on each host reaches the instances on all of them, and how far it is between them is measured")
        func reaches() async throws {
            try await HostNetworks.with { networks in
                try await Place.withHosts(["alpha", "beta"], in: networks, Self.reach)
            }
        }

        private static func reach(_ hosts: [Place]) async throws {
            let (alpha, beta) = (hosts[0], hosts[1])
            let agents = [try await alpha.agent(), try await beta.agent()]
            let controller = try alpha.begin("controller")
            try await EngineTests.until("the controller leads: \(controller.errors)") { try await alpha.isLed }
            try await alpha.expect(
                0, "apply",
                try alpha.declare(
                    """
                    kind: Host
                    name: alpha
                    location: {region: eu}
                    ---
                    kind: Host
                    name: beta
                    location: {region: us}
                    ---
                    kind: Automaton
                    name: web
                    artefact: box
                    process: {args: [/bin/httpd, -f, -p, "8080", -h, /www]}
                    overwatch: {readiness: {type: http, port: 8080, interval: 0.1, timeout: 20}}
                    relay: {ports: [{containerPort: 8080, appProtocol: http}], publish: ["18593:8080"]}
                    orchestrator: {stop: {gracePeriod: 0.1}, instances: {min: 2, max: 2}}
                    """))
            let said = { "\(agents.map(\.errors)) \(controller.errors)" }
            try await EngineTests.until("both hosts have one: \(said())") {
                let rows = try await alpha.instances()
                return rows.allSatisfy { $0.state == "ready" } && Set(rows.map(\.host)) == ["alpha", "beta"]
            }
            for host in hosts {
                try await EngineTests.until("\(host.name) answers: \(said())") {
                    try await host.page("127.0.0.1:18593") == "hello"
                }
            }
            // What has no ready instance of its own any more sends all to the other.
            let here = try #require(try await alpha.instances().first { $0.host == "alpha" }).instance
            try await alpha.expect(0, "stop", here)
            try await alpha.until(here, is: "stopped")
            try await EngineTests.until("alpha answers by beta: \(said())") {
                try await alpha.page("127.0.0.1:18593") == "hello"
            }
            let store = try SQLiteGraphStore(path: try #require(alpha.graph))
            let (eu, us) = (Location(region: "eu"), Location(region: "us"))
            try await EngineTests.until("round trips are measured: \(said())") {
                let found = try await store.observations(since: nil)
                return found.roundTrips.contains { ($0.from, $0.to) == (eu, us) && $0.seconds > 0 }
                    && found.measured.contains { $0.location == us && $0.requestsPerSecond != nil }
            }
            controller.interrupt()
            #expect(try await controller.status() == 0, "\(controller.errors)")
        }

        @Test("an instance that isn't ready any more, or isn't well, is found out after its start")
        func probes() async throws {
            try await Place.withHosts(["alpha"]) { hosts in
                let alpha = hosts[0]
                let agent = try await alpha.agent()
                let file = try alpha.declare(
                    """
                    kind: Volume
                    name: marks
                    ---
                    kind: Automaton
                    name: web
                    artefact: box
                    process: {args: [/bin/sleep, "10000"]}
                    volumes: [{name: marks, destination: /data}]
                    overwatch:
                      restart: {backoff: {initial: 0.05}}
                      startup: {type: exec, command: [/bin/sh, -c, ":"], interval: 0.1, timeout: 20}
                      readiness: {type: exec, command: [/bin/sh, -c, "! test -e /data/busy"], interval: 0.1, timeout: 20}
                      liveness: {type: exec, command: [/bin/sh, -c, "! test -e /data/ill"], interval: 0.1, timeout: 20}
                    orchestrator: {stop: {gracePeriod: 0.1}}

                    """)
                try await alpha.expect(0, "apply", file)
                let pid = try await alpha.until("web-1", is: "ready").pid
                let marks = URL(fileURLWithPath: "\(alpha.state)/volumes/marks")
                try Data().write(to: marks.appending(path: "busy"))
                #expect(try await alpha.until("web-1", is: "running").message?.contains("not ready") == true)
                try FileManager.default.removeItem(at: marks.appending(path: "busy"))
                try await alpha.until("web-1", is: "ready")
                try Data().write(to: marks.appending(path: "ill"))
                try await EngineTests.until("it was started anew: \(agent.errors)") {
                    let row = try await alpha.instance("web-1")
                    return row?.pid.map { $0 != pid } == true && (row?.restarts ?? 0) > 0
                }
                try FileManager.default.removeItem(at: marks.appending(path: "ill"))
                try await alpha.until("web-1", is: "ready")
                #expect(agent.errors.contains("its liveness probe failed 3 times in a row"), "\(agent.errors)")
            }
        }
    }
}
