import Foundation
import Glibc
import Processes
import TestMachine
import Testing

extension EngineTests {
    @Suite("What can't be had is refused, and nothing is changed") struct RefusalTests {
        @Test("a port that another instance, another state directory or any listener has")
        func ports() async throws {
            try await Place.with { place in
                try await Place.with { neighbour in
                    func web(_ name: String, _ port: Int) -> String {
                        Services.web(name, more: "relay: {publish: [\"\(port):8080\"]}")
                    }
                    try await neighbour.expect(0, "up", try neighbour.declare(web("theirs", 20001)))
                    try await place.expect(0, "up", try place.declare(web("first", 20002), file: "first.yaml"))
                    let listener = try Self.listen(on: 20003)
                    defer { close(listener) }
                    let (graph, disk) = (try await place.graph(), place.disk())
                    let holders = [
                        (20001, "theirs-1 of the network"), (20002, "the instance first-1"),
                        (20003, "emergencePackag (pid \(getpid()))"),
                    ]
                    for (port, holder) in holders {
                        let file = try place.declare(web("second", port), file: "second.yaml")
                        for command in ["plan", "up"] {
                            let error = try await place.expect(69, command, file)
                            #expect(error.contains("port \(port)/tcp of the host is taken by \(holder)"), "\(error)")
                        }
                        #expect(try await place.graph() == graph)
                        #expect(place.disk() == disk)
                    }
                    try await place.expect(0, "stop", "first")
                    let taken = Services.web("taker", more: "relay: {publish: [\"20002:8080\"]}")
                    try await place.expect(0, "up", try place.declare(taken, file: "taker.yaml"))
                    let error = try await place.expect(69, "start", "first")
                    #expect(error.contains("taken by the instance taker-1"))
                    #expect(try await place.instance("first-1")?.state == "stopped")
                }
            }
        }

        @Test("a port that is taken, before anything is forged for it")
        func portBeforeForging() async throws {
            try await Place.with { place in
                let listener = try Self.listen(on: 20004)
                defer { close(listener) }
                let relay = "relay: {ports: [{name: http, containerPort: 8080}], publish: [\"20004:http\"]}"
                let file = try place.declare(Services.web(more: relay))
                for command in ["up", "apply"] {
                    let error = try await place.expect(69, command, file)
                    #expect(error.contains("port 20004/tcp of the host is taken by"), "\(error)")
                    #expect(!error.contains("forg") && !error.contains("box"), "\(error)")
                }
                #expect(try await place.graph() == [])
                #expect(try await place.expect(0, "history").split(separator: "\n").count == 1)
            }
        }

        private static func listen(on port: UInt16) throws -> Int32 {
            let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            let bound = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            try #require(bound == 0)
            try #require(Glibc.listen(listener, 1) == 0)
            return listener
        }

        @Test("a full disk", arguments: [1024, 4096])
        func fullDisk(kilobytes: Int) async throws {
            try await Place.with { place in
                try FileManager.default.createDirectory(atPath: place.state, withIntermediateDirectories: true)
                try await Command("mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", place.state]).output()
                defer { umount2(place.state, Int32(MNT_DETACH)) }
                let error = try await place.expect(69, "up", try place.declare(Services.idle()))
                #expect(error.contains("No space left") || error.contains("is full"), "\(error)")
                #expect(try await place.graph() == [])
                #expect(place.bundles() == [])
                #expect(place.names(in: "snapshots/sha256") == [])
            }
        }

        @Test("a state directory that can't be written")
        func readOnly() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Services.idle()))
                try await place.expect(0, "down")
                try await Command("mount", ["--bind", place.state, place.state]).output()
                try await Command("mount", ["-o", "remount,ro,bind", place.state]).output()
                defer { umount2(place.state, Int32(MNT_DETACH)) }
                let error = try await place.expect(77, "up", place.folder + "/box.yaml")
                #expect(error.contains("--state-dir"), "\(error)")
            }
        }

        @Test("what only root may do")
        func notRoot() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Services.idle()))
                let all = [["up", place.folder + "/box.yaml"], ["down"], ["stop", "idle"], ["ps"], ["logs", "idle"]]
                for words in all {
                    let result = try await Command(
                        "setpriv",
                        ["--reuid=65534", "--regid=65534", "--clear-groups", BuiltProgram.path] + words,
                        environment: place.environment
                    ).result()
                    #expect(result.status == 77, "\(words): \(result.errorOutput)")
                }
            }
        }
    }
}
