import Foundation
import GraphStore
import Processes
import SQLiteGraphStore
import Testing

extension EngineTests {
    /// What is asked of instances where a controller places them and agents run them, wherever the command is typed.
    @Suite("commands on a cluster") struct ClusterCommandTests {
        private static func web(_ environment: String = "LOG=one", instances: Int = 2) -> String {
            """
            kind: Automaton
            name: web
            artefact: box
            process: {args: [/bin/sleep, "10000"], env: [\(environment)]}
            orchestrator:
              instances: {min: \(instances)}
              stop: {gracePeriod: 0s}
              resources: {cpu: {request: 0.01}, memory: {request: 16MiB}}

            """
        }

        @Test("without a controller apply declares and touches nothing that runs, wherever it is typed")
        func unplanned() async throws {
            try await Place.withHosts(["alpha", "beta"]) { hosts in
                let agents = [try await hosts[0].agent(), try await hosts[1].agent()]
                let controller = try RunningProgram(["controller"], in: hosts[0])
                try await EngineTests.until("the controller leads: \(controller.errors)") { try await hosts[0].isLed }
                try await hosts[0].expect(0, "apply", try hosts[0].declare(Self.web()))
                let before = try await hosts[0].instances()
                controller.interrupt()
                #expect(try await controller.status() == 0)
                var elsewhere = hosts[0]
                elsewhere.state = "\(hosts[0].folder)/operator"
                for place in [elsewhere, hosts[1]] {
                    let file = try place.declare(Self.web("LOG=\(place.name)"))
                    #expect(try await !place.expect(2, "plan", file).contains("restarts"))
                    let refusal = try await place.expect(69, "apply", file)
                    #expect(refusal.contains("no controller plans") && refusal.contains("emergence controller"))
                    let rows = try await place.instances()
                    #expect(rows.map(\.pid) == before.map(\.pid) && rows.map(\.host) == before.map(\.host))
                    #expect(rows.map(\.specDigest) == before.map(\.specDigest))
                }
                #expect(
                    try await !elsewhere.expect(0, "host", "list").contains("unattended"), "it makes no host of itself")
                withExtendedLifetime(agents) {}
            }
        }

        @Test("other probes are asked of the processes that run")
        func otherProbes() async throws {
            try await Place.withCluster { hosts, _ in
                let alpha = hosts[0]
                func web(_ probe: String) throws -> String {
                    try alpha.declare(
                        Self.web(instances: 1)
                            + "overwatch: {readiness: {type: exec, command: [/bin/sh, -c, \(probe)], interval: 0.1s, failureThreshold: 1}}\n"
                    )
                }
                try await alpha.expect(0, "apply", try web("exit 0"))
                let first = try #require(try await alpha.instances().first)
                #expect(first.state == "ready")
                _ = try await alpha.run("up", try web("exit 1"), "--timeout", "1s")
                try await EngineTests.until("it isn't ready any more") {
                    try await alpha.instance("web-1")?.state == "running"
                }
                #expect(try await alpha.instance("web-1")?.pid == first.pid)
                let why = try await alpha.expect(0, "explain", "web-1", "overwatch.readiness.command")
                #expect(why.contains("exit 1"))
                try await alpha.expect(0, "apply", try web("exit 0"))
                try await alpha.until("web-1", is: "ready")
                #expect(try await alpha.instance("web-1")?.pid == first.pid)
            }
        }

        @Test("apply, stop, start, restart and rollback wait for the agents, on whichever host an instance is")
        func follow() async throws {
            try await Place.withCluster { hosts, _ in
                let alpha = hosts[0]
                let file = try alpha.declare(Self.web())
                try await alpha.expect(0, "apply", file)
                var rows = try await alpha.instances()
                #expect(rows.map(\.state) == ["ready", "ready"])
                #expect(Set(rows.map(\.host)) == ["alpha", "beta"])
                let first = rows
                // What a host has is said with what else it has.
                #expect(try await alpha.expect(0, "host", "list", "-o", "json").contains("\"artefacts\""))

                let restarted = try await alpha.run("restart", "web")
                #expect(restarted.status == 0, "\(restarted.errorOutput)")
                for row in rows { #expect(restarted.errorOutput.contains("\(row.instance): ready")) }
                rows = try await alpha.instances()
                #expect(rows.map(\.state) == ["ready", "ready"])
                #expect(Set(rows.compactMap(\.pid)).isDisjoint(with: first.compactMap(\.pid)))

                try await alpha.expect(0, "stop", "web")
                #expect(try await alpha.instances().map(\.state) == ["stopped", "stopped"])
                try await alpha.expect(0, "start", "web")
                #expect(try await alpha.instances().map(\.state) == ["ready", "ready"])

                let revision = try await alpha.newestRevision()
                let before = Set(try await alpha.instances().map(\.specDigest))
                let changed = try alpha.declare(Self.web("LOG=two"))
                let plan = try await alpha.expect(2, "plan", changed)
                #expect(
                    plan.contains("web: 2 of 2 are replaced, rolling, 1 at a time: process.env.LOG changes"), "\(plan)")
                let applied = try await alpha.run("apply", changed)
                #expect(applied.status == 0, "\(applied.errorOutput)")
                rows = try await alpha.instances()
                let said = applied.errorOutput.split(separator: "\n").filter { $0.hasSuffix(": ready") }
                #expect(said.allSatisfy { line in rows.contains { line == "\($0.instance): ready" } }, "\(said)")
                #expect(rows.map(\.state) == ["ready", "ready"])
                #expect(before.isDisjoint(with: rows.map(\.specDigest)))
                try await alpha.expect(0, "rollback", revision)
                rows = try await alpha.instances()
                #expect(rows.map(\.state) == ["ready", "ready"])
                for row in rows {
                    #expect(try await alpha.expect(0, "spec", row.instance).contains("LOG=one"))
                }
            }
        }

        @Test("down holds until up or apply, whoever plans, and plan says so")
        func down() async throws {
            try await Place.withCluster { hosts, _ in
                let alpha = hosts[0]
                let file = try alpha.declare(Self.web())
                try await alpha.expect(0, "up", file)
                try await alpha.expect(0, "down", file)
                #expect(try await alpha.instances() == [])
                try await EngineTests.until("nothing is left of them") { hosts.flatMap { $0.bundles() }.isEmpty }
                #expect(try await alpha.expect(0, "why-pending", "web").contains("web was taken down at revision"))
                #expect(try await alpha.expect(2, "plan", file).contains("down"))
                try await alpha.expect(0, "up")
                #expect(try await alpha.instances().map(\.state) == ["ready", "ready"])
                try await alpha.expect(0, "down")
                #expect(try await alpha.instances() == [])
                try await alpha.expect(0, "apply", file)
                #expect(try await alpha.instances().map(\.state) == ["ready", "ready"])
            }
        }

        @Test("delete --volumes removes content once nobody writes to it any more")
        func deletesVolumes() async throws {
            try await Place.withCluster { hosts, _ in
                let alpha = hosts[0]
                let log = """
                    kind: Volume
                    name: state
                    ---
                    kind: Automaton
                    name: log
                    artefact: box
                    process: {args: [/bin/sh, -c, "trap '' TERM; while :; do echo line >> /data/log; done"]}
                    volumes: [{name: state, destination: /data}]
                    orchestrator:
                      stop: {gracePeriod: 1s}
                      location: {allowed: [{host: HOST}]}
                      resources: {cpu: {request: 0.01}, memory: {request: 16MiB}}

                    """
                let file = try alpha.declare(log.replacingOccurrences(of: "HOST", with: "alpha"))
                try await alpha.expect(0, "apply", file)
                let content = "\(alpha.state)/volumes/state"
                #expect(FileManager.default.fileExists(atPath: content))
                try await alpha.expect(0, "delete", "--volumes", file)
                #expect(!FileManager.default.fileExists(atPath: content))
                #expect(try await alpha.instances() == [])

                let other = try alpha.declare(
                    log.replacingOccurrences(of: "HOST", with: "beta").replacingOccurrences(of: "state", with: "other"))
                try await alpha.expect(0, "apply", other)
                let deleted = try await alpha.run("delete", "--volumes", other)
                #expect(deleted.status == 0, "\(deleted.errorOutput)")
                #expect(
                    FileManager.default.fileExists(atPath: "\(hosts[1].state)/volumes/other"), "that is beta's to do")
            }
        }

        @Test("a host has from the controller what was forged there and is nowhere else any more")
        func handsOut() async throws {
            try await Place.withCluster(controller: ["--address", "127.0.0.1:4719"]) { hosts, _ in
                let alpha = hosts[0]
                let layout = alpha.folder + "/layout"
                try Image.write(to: layout)
                try await alpha.expect(0, "forge", "image", "oci:\(layout):1", "--name", "box")
                try FileManager.default.removeItem(atPath: layout)
                let file = alpha.folder + "/web.yaml"
                try Self.web().write(toFile: file, atomically: true, encoding: .utf8)
                try await alpha.expect(0, "apply", file)
                let rows = try await alpha.instances()
                #expect(rows.map(\.state) == ["ready", "ready"])
                #expect(Set(rows.map(\.host)) == ["alpha", "beta"])
            }
        }

        @Test("what can be done only where an instance runs says where that is")
        func elsewhere() async throws {
            try await Place.withCluster { hosts, _ in
                let alpha = hosts[0]
                try await alpha.expect(0, "up", try alpha.declare(Self.web()), "--debug", "web")
                let there = try #require(try await alpha.instances().first { $0.host == "beta" }).instance
                for words in [
                    ["logs", there], ["exec", there, "--", "/bin/true"], ["attach", there], ["debug", there],
                ] {
                    let result = try await alpha.run(words)
                    #expect(result.status == 69, "\(words): \(result.errorOutput)")
                    #expect(result.errorOutput.contains("\(there) is on host beta, and not on this machine"))
                }
                #expect(try await hosts[1].expect(0, "exec", there, "--", "/bin/sh", "-c", "echo here") == "here\n")
                // Each has a terminal.
                for row in try await alpha.instances() {
                    #expect(try await alpha.expect(0, "explain", row.instance, "process.terminal").contains("true"))
                }
            }
        }

        @Test("what an agent that is gone would do is written, and said not to be done; what fits nowhere, why")
        func missing() async throws {
            try await Place.withCluster { hosts, agents in
                let alpha = hosts[0]
                try await alpha.expect(0, "apply", try alpha.declare(Self.web()))
                let large = Self.web(instances: 1).replacingOccurrences(of: "name: web", with: "name: large")
                    .replacingOccurrences(of: "memory: {request: 16MiB}", with: "memory: {request: 1000GiB}")
                let pending = try await alpha.expect(
                    69, "apply", try alpha.declare(Self.web() + "---\n" + large))
                #expect(pending.contains("large lacks 1 instance"), "\(pending)")

                agents[1].kill()
                _ = try await agents[1].status()
                let there = try #require(try await alpha.instances().first { $0.host == "beta" }).instance
                try await EngineTests.until("beta is lost") { try await alpha.state(ofHost: "beta") == "lost" }
                let said = try await alpha.run("stop", there)
                if said.status != 0 {
                    // Its host may have been given up meanwhile, and the instance be on alpha by then.
                    #expect(said.status == 69)
                    #expect(said.errorOutput.contains("the agent of host beta isn't there"), "\(said.errorOutput)")
                }
                _ = try await hosts[1].agent()
                try await alpha.until(there, is: "stopped")
            }
        }
    }
}

extension Place {
    /// Whether a controller leads.
    var isLed: Bool {
        get async throws { try await SQLiteGraphStore(path: try #require(graph)).lease("controller") != nil }
    }

    /// The newest revision, as `history` says it.
    fileprivate func newestRevision() async throws -> String {
        struct Commit: Decodable { var revision: Int }
        let text = try await expect(0, "history", "-o", "json")
        let commits = try JSONDecoder().decode([Commit].self, from: Data(text.utf8))
        return String(try #require(commits.first).revision)
    }
}
