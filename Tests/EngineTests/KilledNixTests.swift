import Foundation
import Glibc
import Processes
import TestMachine
import Testing

extension EngineTests {
    @Suite("Commands about Nix that are killed", .enabled(if: NixSource.nixIsHere)) struct KilledNixTests {
        @Test("a build goes with the command that wanted it, and the next builds")
        func build() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let marker = "\(UInt32.random(in: 1_000_000_000...UInt32.max))"
                try source.write(script: "$ash sleep \(marker); echo >$out")
                let program = try place.begin("forge", "nix", source.folder, "--nix-store", source.root)
                try await EngineTests.until("it builds") {
                    !program.isRunning || !NixSource.processes(with: "sleep\0\(marker)").isEmpty
                }
                program.kill()
                #expect(try await program.status() == SIGKILL, "\(program.errors)")
                try await EngineTests.until("Nix and its builder have ended") {
                    NixSource.processes(with: marker).isEmpty && NixSource.processes(with: source.root).isEmpty
                }
                #expect(try await place.graph() == [])
                try source.change("$ash sleep \(marker); ", to: "")
                try await place.expect(0, "forge", "nix", source.folder, "--nix-store", source.root)
                try await place.expect(0, "closure", "step")
                try await place.expect(0, "gc")
                #expect(place.names(in: "tmp") == [])
                #expect(place.names(in: "nix/logs") == ["step.log"])
            }
        }

        /// What `up` says last before it is killed.
        @Test(
            "up, at each of its steps: the graph opens, and the next up mends it",
            arguments: ["evaluating", "building", "webapp: forged", "site-1: starting", "site-1: waiting"])
        func up(line: String) async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let file = try source.declare(
                    source.artefact("webapp", "attribute: webapp"), source.site(more: NixSource.answers))
                let program = try place.begin("up", file)
                try await EngineTests.until("up says '\(line)'") {
                    program.errors.contains(line) || !program.isRunning
                }
                program.kill()
                #expect([0, SIGKILL].contains(try await program.status()), "\(program.errors)")
                try await place.expect(0, "get", "artefact")
                try await place.expect(0, "gc")
                try await place.expect(0, "up", file)
                let row = try #require(try await place.instance("site-1"))
                #expect(row.state == "ready")
                #expect(try await place.page("\(row.addresses.first ?? ""):8080")?.contains("It runs") == true)
                try await place.expect(0, "plan", file)
                try await place.expect(0, "gc")
                for folder in ["tmp", "run/starting", "nix/var/emergence/writers", "nix/var/emergence/downloads"] {
                    #expect(place.names(in: folder) == [], "\(folder)")
                }
            }
        }

        @Test(
            "up, while it fetches store paths, killed or interrupted: what came is used by the next",
            .enabled(if: NixService.isHere), arguments: [true, false])
        func fetching(isKilled: Bool) async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                try await service.forge()
                let (webapp, closure) = (try NixService.path("webapp-1.0"), try NixService.runtimeClosure())
                let cache = place.folder + "/cache"
                try await place.expect(0, "closure", "web", "--to-cache", "file://\(cache)")
                let isStalled = Switch()
                let isWell = Switch()
                var other = place
                other.state = place.folder + "/other"
                try await CacheServer.with(
                    cache,
                    { question in
                        question.isForArchive && isStalled.isOn && !isWell.isOn ? .stalled(after: 100) : .file
                    }
                ) { server in
                    try await other.expect(
                        0, "forge", "nix", webapp, "--from-cache", server.url, "--unsigned", "--name", "web")
                    try FileManager.default.removeItem(atPath: other.state + "/nix")
                    let before = try await other.graph()
                    isStalled.turnOn()
                    let program = try other.begin("up", service.file)
                    try await EngineTests.until("it fetches") {
                        let downloads = "nix/var/emergence/downloads"
                        let sizes = other.names(in: downloads).map { other.size(of: "\(downloads)/\($0)") }
                        return !program.isRunning || sizes.contains(100)
                    }
                    isKilled ? program.kill() : program.interrupt()
                    #expect(try await program.status() == (isKilled ? SIGKILL : 130), "\(program.errors)")
                    if !isKilled { #expect(try await other.graph() == before) }
                    let whole = other.names(in: "nix/store").filter { !$0.hasPrefix(".emergence-") }
                    #expect(Set(whole.map { "/nix/store/\($0)" }).isSubset(of: closure))
                    isWell.turnOn()
                    try await other.expect(0, "up", service.file)
                    #expect(try await other.instance("site-1")?.state == "ready")
                    // What had come of an archive isn't asked for again.
                    #expect(server.questions.contains { $0.isForArchive && $0.offset == 100 })
                }
                try await other.expect(0, "down")
                #expect(try other.leftovers() == [])
                for folder in ["tmp", "run/starting", "nix/var/emergence/writers", "nix/var/emergence/downloads"] {
                    #expect(other.names(in: folder) == [], "\(folder)")
                }
            }
        }

        @Test("a store that Nix was ended in the middle of making is made")
        func store() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                try await place.expect(0, "forge", "nix", source.folder, "-A", "theme", "--nix-store", source.root)
                let version = source.root + "/nix/var/nix/db/schema"
                let before = try String(contentsOfFile: version, encoding: .utf8)
                try Data().write(to: URL(fileURLWithPath: version))
                try await place.expect(0, "forge", "nix", source.folder, "-A", "theme", "--nix-store", source.root)
                #expect(try String(contentsOfFile: version, encoding: .utf8) == before)
                // What says something else is for Nix to judge.
                try "x".write(toFile: version, atomically: true, encoding: .utf8)
                let said = try await place.expect(
                    65, "forge", "nix", source.folder, "-A", "theme", "--nix-store", source.root)
                #expect(said.contains("schema' is corrupt"), "\(said)")
            }
        }

        @Test("gc, while an instance starts: what it starts from is there, whoever is killed")
        func garbage() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let file = try source.declare(
                    source.artefact("webapp", "attribute: webapp"), source.site(more: NixSource.answers))
                try await place.expect(0, "up", file)
                let paths = place.names(in: "nix/store")
                for isStartKilled in [false, true, false, true] {
                    try await place.expect(0, "stop", "site")
                    let start = try place.begin("start", "site")
                    let garbage = try place.begin("gc")
                    try await EngineTests.until("it starts") {
                        !start.isRunning || start.errors.contains("site-1: ")
                    }
                    if isStartKilled { start.kill() } else { garbage.kill() }
                    let (started, collected) = (try await start.status(), try await garbage.status())
                    #expect([0, SIGKILL].contains(collected), "\(garbage.errors)")
                    #expect(started == 0 || isStartKilled, "\(start.errors)")
                    try await place.expect(0, "gc")
                    #expect(place.names(in: "nix/store") == paths)
                    try await place.expect(0, "up", file)
                    #expect(try await place.instance("site-1")?.state == "ready")
                }
                #expect(place.names(in: "run/starting") == [])
            }
        }
    }
}
