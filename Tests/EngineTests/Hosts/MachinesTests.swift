import Foundation
import Glibc
import Processes
import TestMachine
import Testing

extension EngineTests {
    /// What hosts promise each other, tried with machines that go and come back as a whole.
    @Suite("several machines", .serialized) struct MachinesTests {
        /// - Parameter ready: what says that it is ready.
        private static func site(colour: String, ready: String = "/bin/cat /etc/passwd") -> String {
            """
            kind: Automaton
            name: site
            artefact: box
            process: {args: [/bin/sleep, "10000"], env: [COLOUR=\(colour)]}
            overwatch: {readiness: {type: exec, command: [\(ready.split(separator: " ").joined(separator: ", "))]}}
            orchestrator:
              instances: {min: 4, max: 4}
              update: {progressDeadline: 5s}
              stop: {gracePeriod: 0s}

            """
        }

        @Test(
            "what ran on a machine that is gone goes on elsewhere; it takes its share when it is back, and all outlive a reboot"
        )
        func lost() async throws {
            try await Machines.with { machines in
                let alpha = try await machines.start("alpha")
                let beta = try await machines.start("beta")
                let controller = try machines.controller()
                let place = machines.operators
                try await place.expect(0, "up", try place.declare(Self.site(colour: "red")))
                try await machines.until(readyOn: ["alpha", "alpha", "beta", "beta"])

                alpha.kill()
                try await machines.until(readyOn: ["beta", "beta", "beta", "beta"])
                #expect(try await place.state(ofHost: "alpha") == "lost")
                let moved = try #require(try await place.instances().first?.instance)
                #expect(try await place.expect(0, "why-here", moved).contains("\(moved) is on beta"))

                try await machines.start("alpha")
                try await machines.until(readyOn: ["alpha", "alpha", "beta", "beta"])

                for machine in [beta, controller] { machine.kill() }
                machines.hosts[0].killAll()
                _ = try machines.controller()
                async let first = machines.start("alpha")
                async let second = machines.start("beta")
                _ = try await [first, second]
                try await EngineTests.until("four are ready again") { try await machines.ready().count == 4 }
            }
        }

        @Test(
            "an agent that stood still beyond its lease ends what was given away; a controller that is gone is followed by another"
        )
        func stoodStill() async throws {
            try await Machines.with { machines in
                for name in ["alpha", "beta"] { try await machines.start(name) }
                let first = try machines.controller()
                let place = machines.operators
                try await place.expect(0, "up", try place.declare(Self.site(colour: "red")))
                try await machines.until(readyOn: ["alpha", "alpha", "beta", "beta"])
                _ = try machines.controller()
                first.kill()

                let agents = machines.hosts[0].processes().filter { $0.words.hasPrefix(BuiltProgram.path + " agent ") }
                try #require(!agents.isEmpty)
                for agent in agents { kill(agent.pid, SIGSTOP) }
                try await machines.until(readyOn: ["beta", "beta", "beta", "beta"])
                // What is given away goes on running here: nobody is there who could end it.
                #expect(machines.hosts[0].bundles().count == 2)
                for agent in agents { kill(agent.pid, SIGCONT) }
                try await machines.until(readyOn: ["alpha", "alpha", "beta", "beta"])
                try await EngineTests.until("alpha has what is placed on it, and nothing else") {
                    let here = try await place.instances().filter { $0.host == "alpha" }.map(\.instance)
                    return machines.hosts[0].bundles() == here.sorted()
                }
            }
        }

        @Test(
            "a good rollout replaces all instances, and one that never gets ready is taken back with code and configuration"
        )
        func rollout() async throws {
            try await Machines.with { machines in
                for name in ["alpha", "beta", "gamma"] { try await machines.start(name) }
                _ = try machines.controller()
                let place = machines.operators
                try await place.expect(0, "up", try place.declare(Self.site(colour: "red")))
                try await EngineTests.until("four are ready") { try await machines.ready().count == 4 }

                try await place.expect(0, "apply", try place.declare(Self.site(colour: "blue")))
                try await EngineTests.until("all are blue") {
                    try await Self.areAllReady(machines, "blue")
                }
                let grey = try place.declare(Self.site(colour: "grey", ready: "/bin/false"))
                let failed = try await place.expect(1, "apply", grey)
                #expect(failed.contains("site"))
                try await EngineTests.until("grey is given up") { try await Self.areAllReady(machines, "blue") }
                let plan = try await place.expect(0, "plan", grey)
                #expect(plan.contains("run what was declared before, as what is declared failed: "), "\(plan)")
                #expect(try await place.expect(0, "history").contains("end site-"))
            }
        }

        @Test(
            "no request fails while a host is drained and is back, or instances are restarted, whichever host is asked")
        func drain() async throws {
            try await Machines.with { machines in
                for name in ["alpha", "beta"] { try await machines.start(name) }
                _ = try machines.controller()
                let place = machines.operators
                let web = """
                    kind: Automaton
                    name: web
                    artefact: box
                    process: {args: [/bin/httpd, -f, -p, "8080", -h, /www]}
                    relay: {ports: [{name: http, containerPort: 8080, appProtocol: http}], publish: ["18090:http"]}
                    overwatch: {readiness: {type: http, port: 8080, path: /index.html}}
                    orchestrator: {instances: {min: 2, max: 2}, stop: {gracePeriod: 1s}}

                    """
                try await place.expect(0, "up", try place.declare(web))
                try await machines.until(readyOn: ["alpha", "beta"])
                let clients = try await machines.clients(of: "18090/index.html")
                try await place.expect(0, "host", "drain", "alpha")
                try await machines.until(readyOn: ["beta", "beta"])
                try await place.expect(0, "host", "uncordon", "alpha")
                try await machines.until(readyOn: ["alpha", "beta"])
                let before = Set(try await place.instances().compactMap(\.startedAt))
                try await place.expect(0, "restart", "web")
                #expect(before.isDisjoint(with: try await place.instances().compactMap(\.startedAt)))
                for client in clients {
                    let answers = try await client.end()
                    #expect(answers.count > 100 && answers.allSatisfy { $0 == "200" }, "\(Set(answers))")
                }
            }
        }

        private static func areAllReady(_ machines: Machines, _ colour: String) async throws -> Bool {
            guard try await machines.ready().count == 4 else { return false }
            return try await colours(machines.operators) == Array(repeating: colour, count: 4)
        }

        /// Which colour each instance was given.
        private static func colours(_ place: Place) async throws -> [String] {
            var colours: [String] = []
            for instance in try await place.instances().map(\.instance) {
                let result = try await place.run("spec", instance)
                let words = result.output.split(whereSeparator: { "\"=,\n ".contains($0) }).map(String.init)
                if let at = words.firstIndex(of: "COLOUR"), at + 1 < words.count { colours.append(words[at + 1]) }
            }
            return colours
        }
    }
}
