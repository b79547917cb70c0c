import Foundation
import Glibc
import Processes
import Testing

extension EngineTests {
    @Suite("What went wrong while nobody looked") struct RepairTests {
        @Test("a killed monitor is noticed by the next command, and restart mends it", arguments: ["runc", "crun"])
        func monitor(runtime: String) async throws {
            try await Place.with(runtime: runtime) { place in
                try await place.expect(0, "up", try place.declare(Services.idle()))
                let before = try #require(try await place.instance("idle-1"))
                let monitors = place.processes().filter { $0.words.contains("--exit-dir") }
                #expect(monitors.count == 1)
                for (pid, _) in monitors { kill(pid, SIGKILL) }
                let lost = try await place.until("idle-1", is: "lost")
                #expect(lost.message?.contains("'emergence restart idle-1' mends it") == true)
                #expect(place.processes().contains { $0.pid == before.pid }, "the process itself runs on")
                try await place.expect(0, "restart", "idle")
                let after = try #require(try await place.instance("idle-1"))
                #expect(after.state == "ready")
                #expect(after.pid != before.pid)
                #expect(!place.processes().contains { $0.pid == before.pid })
            }
        }

        @Test(
            "after a power cut what is half done is cleaned, what should run starts, what was stopped stays stopped",
            arguments: [["up"], ["doctor", "--repair"]])
        func powerCut(repair: [String]) async throws {
            try await Place.with { place in
                let file = try place.declare(
                    Services.web(more: "volumes: [{name: state, destination: /data}]") + "---\nkind: Volume\nname: state\n---\n"
                        + Services.idle("stopped") + "---\n" + Services.idle("idle"))
                try await place.expect(0, "up", file)
                try await place.expect(0, "exec", "web", "--", "/bin/sh", "-c", "echo kept > /data/file")
                try await place.expect(0, "stop", "stopped")
                try place.cutPower()
                // A bundle whose making had just begun, one that was nearly removed, and what was being written.
                try FileManager.default.createDirectory(
                    atPath: place.state + "/instances/half-1/rootfs", withIntermediateDirectories: true)
                try FileManager.default.removeItem(atPath: place.state + "/instances/idle-1/config.json")
                try FileManager.default.createDirectory(
                    atPath: place.state + "/tmp/unpack-1/bin", withIntermediateDirectories: true)
                try Data("half".utf8).write(to: URL(fileURLWithPath: place.state + "/tmp/blob-1"))

                #expect(try await place.instance("web-1")?.state == "lost")
                #expect([0, 1].contains(try await place.run(repair).status))
                let rows = try await place.instances()
                #expect(rows.map { "\($0.instance) \($0.state)" } == ["idle-1 ready", "stopped-1 stopped", "web-1 ready"])
                #expect(place.bundles().filter { $0 != "stopped-1" } == ["idle-1", "web-1"])
                #expect(place.names(in: "tmp").isEmpty)
                #expect(try await place.expect(0, "exec", "web", "--", "/bin/cat", "/data/file") == "kept\n")
            }
        }

        @Test("a command that is killed at any moment leaves what the next up can mend")
        func killedCommand() async throws {
            try await Place.with { place in
                let file = try place.declare(Services.web())
                for line in ["box: ", "box: forged", "web-1: starting", "web-1: ready"] {
                    let program = try place.begin("up", file)
                    try await EngineTests.until("it is at \(line)") { program.errors.contains(line) || !program.isRunning }
                    program.kill()
                    _ = try await program.status()
                    try await place.expect(0, "up", file)
                    #expect(try await place.instance("web-1")?.state == "ready")
                    #expect(place.names(in: "tmp").isEmpty)
                    try await place.expect(0, "delete", file)
                    #expect(try place.leftovers() == [])
                }
            }
        }
    }
}
