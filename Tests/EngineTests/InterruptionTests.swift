import Foundation
import Glibc
import Processes
import Testing

extension EngineTests {
    @Suite("Ctrl-C takes back what was begun") struct InterruptionTests {
        /// What `up` says last before it is interrupted, and what it is at then.
        @Test(
            "while up is at work",
            arguments: [
                ("box: ", "forging"), ("box: forged", "committing"), ("web-1: starting", "unpacking and creating"),
                ("web-1: waiting", "waiting until it is ready"),
            ])
        func up(line: String, step: String) async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Services.idle(), file: "idle.yaml"))
                let idle = try await place.instance("idle-1")
                let before = try await place.graph()
                let disk = place.disk()
                // It never answers, so that there is time to interrupt it.
                let silent = Services.web().replacingOccurrences(of: "port: 8080, i", with: "port: 1, i")
                let yaml =
                    silent.replacingOccurrences(of: "artefact: box", with: "artefact: other")
                    + "---\nkind: Artefact\nname: other\nimage: \(try Image.reference(tag: "2"))\n"
                    + "---\nkind: Volume\nname: new\n"
                try yaml.write(toFile: place.folder + "/web.yaml", atomically: true, encoding: .utf8)
                let program = try place.begin("up", place.folder + "/web.yaml")
                let awaited = line.replacingOccurrences(of: "box", with: "other")
                try await EngineTests.until("up is \(step)") { program.errors.contains(awaited) || !program.isRunning }
                program.interrupt()
                #expect(try await program.status() == 130, "\(program.errors)")
                #expect(program.errors.contains("emergence: interrupted"))
                #expect(try await place.graph() == before)
                #expect(place.disk() == disk)
                #expect(place.bundles() == ["idle-1"])
                #expect(try await place.instance("idle-1") == idle)
            }
        }

        @Test("apply and start are taken back as well")
        func others() async throws {
            try await Place.with { place in
                let silent = Services.web().replacingOccurrences(of: "port: 8080, i", with: "port: 1, i")
                let file = try place.declare(silent)
                for command in ["apply", "start"] {
                    let before = try await place.graph()
                    let program = try place.begin(command, command == "apply" ? file : "web")
                    try await EngineTests.until("it waits") {
                        program.errors.contains("web-1: waiting") || !program.isRunning
                    }
                    program.interrupt()
                    #expect(try await program.status() == 130, "\(program.errors)")
                    #expect(try await place.graph() == before)
                    // For start there must be something that was stopped.
                    _ = try place.declare(Services.web())
                    try await place.expect(0, "up", file)
                    _ = try place.declare(silent)
                    try await place.expect(0, "stop", "web")
                    let apply = try await place.run("apply", file)
                    #expect(apply.status == 0, "\(apply.errorOutput)")
                }
            }
        }

        @Test(
            "what down, stop and restart have ended runs again",
            arguments: [["down"], ["stop", "web", "idle"], ["restart", "web", "idle"]])
        func ending(command: [String]) async throws {
            try await Place.with { place in
                // It heeds no signal but the last, so that there is time to interrupt; the other ends at once.
                let stubborn = Services.web().replacingOccurrences(of: "gracePeriod: 0.1", with: "gracePeriod: 5s")
                    .replacingOccurrences(of: "/bin/httpd, -f, -p, \"8080\", -h, /www]", with: Self.deaf)
                try await place.expect(0, "up", try place.declare(stubborn + "---\n" + Services.idle()))
                let before = try await place.graph()
                let program = try RunningProgram(command, in: place)
                try await EngineTests.until("it is stopping") {
                    program.errors.contains("web-1: stopping") || !program.isRunning
                        || command[0] == "restart"
                            && access("\(place.state)/run/stopping/web-1", F_OK) == 0
                }
                program.interrupt()
                #expect(try await program.status() == 130, "\(program.errors)")
                #expect(try await place.graph() == before)
                for row in try await place.instances() {
                    #expect(["running", "ready"].contains(row.state), "\(row)")
                }
                let address = try #require(try await place.instance("web-1")?.addresses.first)
                try await EngineTests.until("it answers") { try await place.page("\(address):8080") == "hello" }
                // And the next command can do it all.
                try await place.expect(0, "down")
                #expect(place.bundles() == [])
            }
        }

        /// A web server whose first process ignores SIGTERM.
        private static let deaf = "/bin/sh, -c, \"trap '' TERM; /bin/httpd -f -p 8080 -h /www\"]"

        @Test("an instance that was replaced runs with its old values again")
        func replaced() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Services.web()))
                let before = try await place.graph()
                let other = Services.web(more: "process: {env: [NEW=1]}\n").replacingOccurrences(
                    of: "process: {args: [/bin/httpd, -f, -p, \"8080\", -h, /www]}\n", with: ""
                ).replacingOccurrences(of: "{env:", with: "{args: [/bin/sleep, \"1000\"], env:")
                let program = try place.begin("up", try place.declare(other))
                try await EngineTests.until("it waits") { program.errors.contains("web-1: waiting") }
                program.interrupt()
                #expect(try await program.status() == 130)
                #expect(try await place.graph() == before)
                let address = try #require(try await place.instance("web-1")?.addresses.first)
                try await EngineTests.until("it answers") { try await place.page("\(address):8080") == "hello" }
            }
        }
    }
}
