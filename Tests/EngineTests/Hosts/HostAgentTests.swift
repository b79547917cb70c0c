import Foundation
import Glibc
import Processes
import Testing

extension EngineTests {
    /// Agents as they are used: several state directories as hosts, with one graph.
    @Suite("agent") struct HostAgentTests {
        private static let web = """
            kind: Automaton
            name: web
            artefact: box
            process: {args: [/bin/sleep, "10000"]}
            orchestrator: {stop: {gracePeriod: 0s}}

            """
        private static let database = """
            ---
            kind: Volume
            name: state
            ---
            kind: Automaton
            name: db
            artefact: box
            process: {args: [/bin/sleep, "10000"]}
            volumes: [{name: state, destination: /data}]
            orchestrator: {stop: {gracePeriod: 0s}}

            """

        @Test("an agent that was killed takes up what runs, and ends what was placed elsewhere meanwhile")
        func moves() async throws {
            try await Place.withHosts(["alpha", "beta"]) { hosts in
                let (alpha, beta) = (hosts[0], hosts[1])
                let first = try await alpha.agent()
                try await alpha.expect(0, "apply", try alpha.declare(Self.web))
                try alpha.copyBlobs(to: beta)
                _ = try await beta.agent()
                let before = try await alpha.until("web-1", is: "ready")
                first.kill()
                _ = try await first.status()
                let second = try await alpha.agent()
                #expect(try await alpha.until("web-1", is: "ready").pid == before.pid)

                second.kill()
                _ = try await second.status()
                try await alpha.place("web-1", on: beta)
                let there = try await beta.until("web-1", is: "ready")
                #expect(there.pid != before.pid)
                #expect(alpha.bundles() == ["web-1"])
                _ = try await alpha.agent()
                try await EngineTests.until("alpha has ended it") { alpha.bundles().isEmpty }
                #expect(try await beta.instance("web-1")?.pid == there.pid)
                #expect(try await beta.instance("web-1")?.state == "ready")
            }
        }

        @Test("a process whose start was never told of is taken up, and becomes ready")
        func untold() async throws {
            try await Place.withHosts(["alpha"]) { hosts in
                let alpha = hosts[0]
                let first = try await alpha.agent()
                try await alpha.expect(0, "apply", try alpha.declare(Self.web))
                let before = try await alpha.until("web-1", is: "ready")
                first.kill()
                _ = try await first.status()
                // As where the agent is killed between the process's start and the commit that it runs.
                try await alpha.markAsStarting("web-1")
                _ = try await alpha.agent()
                #expect(try await alpha.until("web-1", is: "ready").pid == before.pid)
            }
        }

        @Test("an instance that is to end is ended, and said to be")
        func ends() async throws {
            try await Place.withHosts(["alpha"]) { hosts in
                let alpha = hosts[0]
                _ = try await alpha.agent()
                try await alpha.expect(0, "apply", try alpha.declare(Self.web))
                try await alpha.mark("web-1", ending: "fewer are needed")
                #expect(try await alpha.until("web-1", is: "stopped").pid == nil)
            }
        }

        @Test("the watchdog ends what holds an exclusive volume once a killed agent's lease ran out, and nothing else")
        func watchdog() async throws {
            try await Place.withHosts(["alpha"]) { hosts in
                let alpha = hosts[0]
                let agent = try await alpha.agent()
                try await alpha.expect(0, "apply", try alpha.declare(Self.web + Self.database))
                let web = try await alpha.until("web-1", is: "ready")
                let database = try #require(try await alpha.until("db-1", is: "ready").pid)
                agent.kill()
                _ = try await agent.status()
                try await EngineTests.until("the watchdog has ended db-1") { Glibc.kill(database, 0) != 0 }
                #expect(try await alpha.state(ofHost: "alpha") == "lost")
                #expect(try await alpha.instance("web-1")?.pid == web.pid)
                _ = try await alpha.agent()
                try await EngineTests.until("db-1 runs again") {
                    let row = try await alpha.instance("db-1")
                    return row?.state == "ready" && row?.pid != database
                }
                #expect(try await alpha.instance("web-1")?.pid == web.pid)
            }
        }

        @Test("a second agent of one name, and one of one state directory, is refused")
        func refused() async throws {
            try await Place.withHosts(["alpha", "beta"]) { hosts in
                let (alpha, beta) = (hosts[0], hosts[1])
                _ = try await alpha.agent()
                let taken = try await beta.expect(75, "agent", "--host", "alpha")
                #expect(taken.contains("the name 'alpha' is taken"))
                let same = try await alpha.expect(69, "agent", "--host", "alpha")
                #expect(same.contains("another 'emergence agent' runs for \(alpha.state)"))
                #expect(try await beta.expect(64, "agent", "--host", "a/b").contains("'a/b' is no name of a host"))
                let unreachable = try await beta.expect(
                    69, "agent", "--host", "beta", "--store", "sqlite:/nowhere/graph.sqlite")
                #expect(unreachable.contains("the folder /nowhere isn't there"))
            }
        }

        @Test("hosts are drained and removed, but for the last, and those with an agent or with state")
        func wishes() async throws {
            try await Place.withHosts(["alpha"]) { hosts in
                let alpha = hosts[0]
                let agent = try await alpha.agent()
                try await alpha.expect(0, "apply", try alpha.declare(Self.web + Self.database))
                #expect(try await alpha.expect(69, "host", "drain", "alpha").contains("'alpha' is the last host"))
                #expect(try await alpha.expect(0, "host", "drain", "alpha", "--force").contains("up, draining"))
                #expect(try await !alpha.expect(0, "host", "uncordon", "alpha").contains("draining"))
                #expect(try await alpha.expect(0, "host", "cordon", "alpha").contains("up, cordoned"))
                #expect(try await alpha.expect(1, "host", "drain", "alhpa").contains("did you mean 'alpha'?"))
                #expect(try await alpha.expect(69, "host", "remove", "alpha").contains("the agent of 'alpha' is there"))
                agent.kill()
                _ = try await agent.status()
                try await EngineTests.until("alpha is lost") { try await alpha.state(ofHost: "alpha") == "lost" }
                #expect(try await alpha.expect(69, "host", "remove", "alpha").contains("has the state of state"))
                let removed = try await alpha.expect(0, "host", "remove", "alpha", "--force")
                #expect(removed == "host alpha removed; given up: db-1, web-1\n")
                #expect(try await alpha.state(ofHost: "alpha") == nil)
            }
        }
    }
}
