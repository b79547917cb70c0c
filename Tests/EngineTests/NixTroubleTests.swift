import Foundation
import Glibc
import Processes
import TestMachine
import Testing

extension EngineTests {
    @Suite("What goes wrong with Nix and its caches", .enabled(if: NixSource.nixIsHere)) struct NixTroubleTests {
        /// A signed cache with one path, of a megabyte that hardly can be compressed.
        private struct Cache {
            let folder: String
            let path: String
            /// A state directory of a host that has none of it.
            let host: Place
            /// The words that take the path from a server.
            func words(_ url: String) -> [String] {
                ["forge", "nix", path, "--from-cache", url, "--trusted-key", key, "--name", "step"]
            }
            private let key: String

            init(in place: Place, megabytes: Int = 1) async throws {
                let source = try NixSource(in: place)
                try source.write(script: "$ash dd if=/dev/urandom of=$out bs=1M count=\(megabytes)")
                let signing = try await NixService.key("test-1", in: place)
                folder = place.folder + "/cache"
                key = signing.text
                try await place.expect(0, "forge", "nix", source.folder, "--nix-store", source.root)
                try await place.expect(
                    0, "closure", "step", "--to-cache", "file://\(folder)", "--key", signing.file)
                let artefacts = try await place.expect(0, "get", "artefact", "-o", "json")
                path = try #require(artefacts.firstMatch(of: /\/nix\/store\/[a-z0-9]{32}-step-1(?=")/)).output
                    .description
                var other = place
                other.state = place.folder + "/other"
                host = other
            }

            /// That the host has nothing of it, neither in the graph nor on the disk.
            func expectNothing(_ comment: String) async throws { try await expectNothing(comment, on: host) }

            func expectNothing(_ comment: String, on host: Place) async throws {
                #expect(try await host.graph() == [], "\(comment)")
                #expect(host.names(in: "nix/store") == [], "\(comment)")
                #expect(host.names(in: "tmp") == [], "\(comment)")
            }
        }

        @Test("a server that is bad is told of with a status of its own, and nothing is changed")
        func servers() async throws {
            try await Place.with { place in
                let cache = try await Cache(in: place)
                let bad:
                    [(name: String, forArchive: Bool, answer: CacheServer.Answer, status: Int32, message: String)] = [
                        ("no info", false, .status(404), 69, "hasn't"),
                        ("no archive", true, .status(404), 65, "hasn't its archive, nar/"),
                        ("forbidden", true, .status(403), 69, "ask whoever runs the cache"),
                        ("elsewhere", true, .redirect("file:///etc/passwd"), 69, "the server sends elsewhere"),
                        ("endless info", false, .endless, 69, "sends more than"),
                        ("endless archive", true, .endless, 69, "sends more than"),
                        ("another info", false, .wrong, 65, "is no text in UTF-8"),
                        ("another archive", true, .wrong, 65, "doesn't begin as zstd does"),
                    ]
                for (name, forArchive, answer, status, message) in bad {
                    try await CacheServer.with(
                        cache.folder,
                        { $0.isForArchive == forArchive && !$0.path.hasSuffix("-info") ? answer : .file }
                    ) { server in
                        let result = try await cache.host.run(cache.words(server.url))
                        #expect(result.status == status, "\(name): \(result.errorOutput)")
                        #expect(result.errorOutput.contains(message), "\(name): \(result.errorOutput)")
                    }
                    try await cache.expectNothing(name)
                }
                // What passes is waited for.
                try await CacheServer.with(cache.folder, { $0.earlier == 0 ? .status(503) : .file }) { server in
                    let result = try await cache.host.run(cache.words(server.url))
                    #expect(result.status == 0, "\(result.errorOutput)")
                }
            }
        }

        @Test("a server that stays bad is asked again, given up, and nothing is changed")
        func hopelessServers() async throws {
            let bad: [(name: String, forArchive: Bool, answer: CacheServer.Answer, message: String)] = [
                ("info fails", false, .status(500), ".narinfo: the server answered with status 500"),
                ("archive fails", true, .status(502), "the server answered with status 502"),
                ("half an info", false, .cut(100), "the answer was cut after 100 bytes"),
                ("half an archive", true, .cut(1000), "the answer was cut after 1000 bytes"),
            ]
            try await Place.with { place in
                let cache = try await Cache(in: place)
                try await withThrowingTaskGroup { group in
                    for (number, (name, forArchive, answer, message)) in bad.enumerated() {
                        group.addTask {
                            var host = cache.host
                            host.state += "-\(number)"
                            try await CacheServer.with(
                                cache.folder,
                                { $0.isForArchive == forArchive && !$0.path.hasSuffix("-info") ? answer : .file }
                            ) { server in
                                let result = try await host.run(cache.words(server.url))
                                #expect(result.status == 69, "\(name): \(result.errorOutput)")
                                #expect(result.errorOutput.contains(message), "\(name): \(result.errorOutput)")
                                #expect(result.errorOutput.contains("(asked 5 times); try again"), "\(name)")
                            }
                            try await cache.expectNothing(name, on: host)
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }

        @Test("a server that is slow is waited for, up to the time given; what came by then is kept")
        func slowServers() async throws {
            try await Place.with { place in
                let cache = try await Cache(in: place)
                let part = 300_000
                let isOver = Switch()
                try await CacheServer.with(
                    cache.folder, { $0.isForArchive ? .held(after: part) { isOver.isOn } : .file }
                ) { server in
                    let words = cache.words(server.url)
                    let late = try await cache.host.run(words + ["--timeout", "1s"])
                    #expect(late.status == 69, "\(late.errorOutput)")
                    #expect(
                        late.errorOutput.contains(
                            "didn't come from \(server.url) within 1.0 seconds; what has come is kept"))
                    #expect(late.errorOutput.contains("give more time with '--timeout'"), "\(late.errorOutput)")
                    try await cache.expectNothing("too slow")
                    #expect(size(ofDownloadsOf: cache.host) == part)

                    let program = try RunningProgram(words, in: cache.host)
                    try await EngineTests.until("a second part is there") {
                        !program.isRunning || size(ofDownloadsOf: cache.host) == part * 2
                    }
                    isOver.turnOn()
                    #expect(try await program.status() == 0, "\(program.errors)")
                    #expect(server.questions.last { $0.isForArchive }?.offset == part)
                }
                try await cache.host.expect(0, "closure", "step")
                #expect(size(ofDownloadsOf: cache.host) == 0)
            }
        }

        @Test("a server's certificate must be trusted: by the system, or by the file that the user names")
        func secureServers() async throws {
            try await Place.with { place in
                let cache = try await Cache(in: place)
                let (key, certificate) = (place.folder + "/server.key", place.folder + "/server.crt")
                let subject = ["-subj", "/CN=cache", "-addext", "subjectAltName=IP:127.0.0.1"]
                try await Command(
                    "openssl", ["req", "-x509", "-nodes", "-keyout", key, "-out", certificate] + subject
                ).output()
                let server = try RunningProgram(
                    [
                        "-c",
                        "cd \(cache.folder) && exec openssl s_server -accept 127.0.0.1:0 -WWW -cert \(certificate)"
                            + " -key \(key)",
                    ], program: "/bin/sh", in: place)
                defer { server.kill() }
                try await EngineTests.until("it listens") { !server.isRunning || server.output.contains("ACCEPT") }
                let port = try #require(server.output.firstMatch(of: /ACCEPT 127\.0\.0\.1:(\d+)/)).output.1
                let words = [BuiltProgram.path] + cache.words("https://127.0.0.1:\(port)")
                let refused = try await cache.host.command(words).result()
                #expect(refused.status == 69, "\(refused.errorOutput)")
                #expect(refused.errorOutput.contains("self-signed certificate"), "\(refused.errorOutput)")
                #expect(refused.errorOutput.contains("in NIX_SSL_CERT_FILE"), "\(refused.errorOutput)")
                try await cache.expectNothing("untrusted")
                let trusted = try await cache.host.command(["env", "NIX_SSL_CERT_FILE=\(certificate)"] + words).result()
                #expect(trusted.status == 0, "\(trusted.errorOutput)")
                try await cache.host.expect(0, "closure", "step")
            }
        }

        @Test("Ctrl-C during a download changes nothing, and the next run fetches the rest")
        func interrupted() async throws {
            try await Place.with { place in
                let cache = try await Cache(in: place)
                let part = 300_000
                let isWell = Switch()
                try await CacheServer.with(
                    cache.folder,
                    { question in
                        guard question.isForArchive, !isWell.isOn else { return .file }
                        return .stalled(after: question.offset == nil ? part : 0)
                    }
                ) { server in
                    let program = try RunningProgram(cache.words(server.url), in: cache.host)
                    try await EngineTests.until("a part is there") {
                        !program.isRunning || size(ofDownloadsOf: cache.host) == part
                    }
                    program.interrupt()
                    #expect(try await program.status() == 130, "\(program.errors)")
                    #expect(program.errors.contains("emergence: interrupted"))
                    try await cache.expectNothing("interrupted")
                    isWell.turnOn()
                    let again = try await cache.host.run(cache.words(server.url))
                    #expect(again.status == 0, "\(again.errorOutput)")
                    #expect(server.questions.last { $0.isForArchive }?.offset == part)
                }
                #expect(size(ofDownloadsOf: cache.host) == 0)
            }
        }

        @Test("a disk that is full is told of, by a download and by a build, and nothing half is left")
        func fullDisk() async throws {
            try await Place.with { place in
                let cache = try await Cache(in: place, megabytes: 8)
                for folder in [cache.host.state, place.folder + "/store"] {
                    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                    try await Command("mount", ["-t", "tmpfs", "-o", "size=6m", "small", folder]).output()
                }
                defer {
                    for folder in [cache.host.state, place.folder + "/store"] { umount2(folder, Int32(MNT_DETACH)) }
                }
                let download = try await cache.host.run(cache.words("file://\(cache.folder)"))
                #expect(download.status == 69, "\(download.errorOutput)")
                #expect(download.errorOutput.contains("the disk that holds \(cache.host.state) is full"))
                try await cache.expectNothing("a full disk")
                let source = NixSource(at: place)
                let build = try await cache.host.run(
                    "forge", "nix", source.folder, "--nix-store", place.folder + "/store")
                #expect(build.status == 69, "\(build.errorOutput)")
                #expect(build.errorOutput.contains("a disk is full: "), "\(build.errorOutput)")
                try await cache.expectNothing("a full store")
            }
        }

        @Test("two that apply one source at once both have it")
        func together() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let file = try source.declare(source.artefact("webapp", "attribute: webapp"))
                async let first = place.run("up", file)
                async let second = place.run("up", file)
                for result in try await [first, second] { #expect(result.status == 0, "\(result.errorOutput)") }
                try await place.expect(0, "plan", file)
                #expect(place.names(in: "tmp") == [])
            }
        }

        @Test("a build that runs out of time is ended with its builders, where the time stands")
        func timeout() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let marker = "\(UInt32.random(in: 1_000_000_000...UInt32.max))"
                try source.write(script: "$ash sleep \(marker)")
                let file = try source.declare(source.artefact("step", "timeout: 5s"))
                let said = try await place.expect(1, "up", file)
                #expect(said.contains("site.yaml:3:") && said.contains("wasn't built within 5.0 seconds"), "\(said)")
                #expect(said.contains("give more time with 'nix: {timeout: 10m}'"))
                #expect(NixSource.processes(with: marker) == [])
                #expect(try await place.graph() == [])
            }
        }

        /// How many bytes of archives that aren't whole a host has.
        private func size(ofDownloadsOf place: Place) -> Int {
            let folder = "nix/var/emergence/downloads"
            return place.names(in: folder).reduce(0) { sum, name in
                let attributes = try? FileManager.default.attributesOfItem(atPath: "\(place.state)/\(folder)/\(name)")
                return sum + (attributes?[.size] as? Int ?? 0)
            }
        }
    }
}
