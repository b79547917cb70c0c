import Foundation
import Glibc
import Processes
import TestMachine
import Testing

extension EngineTests {
    /// A variant to look into, beside an instance that notices nothing of it.
    @Suite("debug") struct DebugTests {
        private static func web(port: Int? = nil) -> String {
            let publish = port.map { "relay: {publish: [\"\($0):8080\"]}\n" } ?? ""
            return "kind: Volume\nname: pages\n---\n"
                + Services.web(more: publish + "volumes: [{name: pages, destination: /data}]")
        }

        @Test(
            "a variant runs the same beside the original, which is left alone",
            arguments: [("runc", 18480), ("crun", 18481)])
        func variant(runtime: String, port: Int) async throws {
            try await Place.with(runtime: runtime) { place in
                try await place.expect(0, "up", try place.declare(Self.web(port: port)))
                let before = try #require(try await place.instance("web-1"))
                let said = try await place.run("debug", "web", "--shell", "--reason", "slow since noon", "-o", "json")
                #expect(said.status == 0, "\(said.errorOutput)")
                #expect(said.errorOutput.contains("web-1-debug publishes no port: web-1 has them"))

                let variant = try #require(try await place.instance("web-1-debug"))
                #expect(variant.state == "running")
                #expect(variant.addresses != before.addresses && !variant.addresses.isEmpty)
                #expect(try await place.inside("readlink", "/proc/1/fd/0") == "/dev/pts/0\n")
                #expect(try await place.inside("wget", "-q", "-O", "-", "http://127.0.0.1:8080/") == "hello")

                let node = try await place.expect(0, "get", "instance", "web-1-debug", "-o", "yaml")
                for word in ["original: web-1", "reason: slow since noon", "author: ", "startedAt: ", "endsAt: "] {
                    #expect(node.contains(word), "\(node)")
                }
                #expect(try await place.instance("web-1") == before)
            }
        }

        @Test("its shell is read-only and not in PATH, and it reads state without writing to it")
        func shell() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Self.web()))
                try await place.expect(0, "exec", "web", "--", "/bin/sh", "-c", "echo kept > /data/file")
                try await place.expect(0, "debug", "web", "--shell")
                #expect(try await place.inside("cat", "/data/file") == "kept\n")
                for target in ["/data/file", "/.emergence/busybox"] {
                    let result = try await place.run(
                        "exec", "web-1-debug", "--", "/.emergence/busybox", "sh", "-c", "echo x > \(target)")
                    #expect(result.status != 0 && result.errorOutput.contains("Read-only file system"), "\(target)")
                }
                #expect(try await place.inside("sh", "-c", "echo $PATH").contains("emergence") == false)
                let origin = try await place.expect(0, "explain", "web-1-debug", "mounts./data")
                #expect(origin.contains("web-1 goes on using the volume, so its debug variant only reads it"))
            }
        }

        @Test("it ends by itself with no process of Emergence running, and leaves nothing but its history")
        func time() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Self.web()))
                let before = try await place.instances()
                // On a slow machine its time may be over before it runs.
                for time in ["3s", "12s", "48s"] {
                    let result = try await place.run("debug", "web", "--for", time, "--reason", "a short look")
                    if result.status == 0 || result.errorOutput.contains("has ended already") { break }
                }
                try await EngineTests.until("the variant is gone") { try await place.instance("web-1-debug") == nil }
                #expect(try await place.instances() == before)
                #expect(place.bundles() == ["web-1"])
                #expect(place.names(in: "run/netns") == ["web-1"])
                let history = try await place.expect(0, "history")
                #expect(history.contains("web-1-debug ended: its time was over"))
                #expect(history.contains(#/debug web-1 as web-1-debug until .*Z: a short look/#))
            }
        }

        @Test("apply lets it be; it is not started anew, and stop ends it")
        func operations() async throws {
            try await Place.with { place in
                let file = try place.declare(Self.web())
                try await place.expect(0, "up", file)
                try await place.expect(0, "debug", "web")
                let variant = try await place.instance("web-1-debug")
                try await place.expect(0, "apply", file)
                try await place.expect(0, "plan", file)
                #expect(try await place.instance("web-1-debug") == variant)
                try await place.expect(0, "logs", "web", "--tail", "1")
                #expect(try await place.expect(64, "restart", "web-1-debug").contains("is started once"))
                #expect(try await place.expect(64, "debug", "web-1-debug").contains("is a debug variant itself"))
                try await place.expect(0, "stop", "web-1-debug")
                #expect(try await place.instances().map(\.instance) == ["web-1"])
                #expect(try await place.expect(0, "history").contains("web-1-debug ended: it was stopped"))
            }
        }

        @Test("what a lost monitor left is cleared away by doctor --repair")
        func repair() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Self.web()))
                try await place.expect(0, "debug", "web")
                let pid = try #require(try await place.instance("web-1-debug")?.pid)
                // Without its monitor nobody calls the exit command.
                for (monitor, words) in place.processes() where words.contains("--cid web-1-debug") {
                    kill(monitor, SIGKILL)
                }
                kill(pid, SIGKILL)
                _ = try await place.run("doctor", "--repair")
                #expect(try await place.instances().map(\.instance) == ["web-1"])
                #expect(place.bundles() == ["web-1"])
            }
        }

        @Test("--attach joins the terminal to it, and it goes when its program ends")
        func attach() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Services.web()))
                let line = "'\(BuiltProgram.path)' debug web --attach -- /bin/sh"
                let result = try await Command(
                    "script", ["-qec", line, "/dev/null"], environment: place.environment,
                    input: Array("busybox tty; busybox echo it is $((6*7)); exit\n".utf8), timeout: .seconds(60)
                ).result()
                #expect(result.output.contains("/dev/pts/0"), "\(result.output)")
                #expect(result.output.contains("it is 42"))
                try await EngineTests.until("the variant is gone") { try await place.instance("web-1-debug") == nil }
                #expect(try await place.expect(0, "history").contains("web-1-debug ended: exit status 0"))
            }
        }

        @Test("one that can't start leaves nothing")
        func noSuchProgram() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Services.web()))
                let error = try await place.expect(1, "debug", "web", "--", "/bin/nothing")
                #expect(error.contains("web-1-debug didn't start"))
                #expect(try await place.instances().map(\.instance) == ["web-1"])
                #expect(place.bundles() == ["web-1"])
            }
        }
    }
}

extension Place {
    /// What a program of the variant's busybox prints.
    fileprivate func inside(_ words: String...) async throws -> String {
        let result = try await run(["exec", "web-1-debug", "--", "/.emergence/busybox"] + words)
        #expect(result.status == 0, "\(words): \(result.errorOutput)")
        return result.output
    }
}
