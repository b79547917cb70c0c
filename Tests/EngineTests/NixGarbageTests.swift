import Foundation
import Glibc
import Processes
import Testing

extension EngineTests {
    @Suite("Store paths that are needed, and those that aren't", .enabled(if: NixService.isHere))
    struct NixGarbageTests {
        @Test(
            "gc leaves what an instance is being started from, also where the graph has no use for it, until that ended"
        )
        func starting() async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                try await service.forge()
                try await place.expect(0, "up", service.file)
                try await place.expect(0, "down")
                let before = place.names(in: "nix/store")
                // The artefact is another by now; a start that began before holds on to what it was.
                let (webapp, libC) = (try NixService.path("webapp-1.0"), try NixService.path("libC-1.4.2"))
                try await place.expect(0, "delete", service.file)
                try await place.expect(0, "forge", "nix", libC, "--nix-store", service.root, "--name", "web")
                let folder = place.state + "/run/starting"
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
                let file = open(folder + "/site-1", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
                #expect(file >= 0 && flock(file, LOCK_EX) == 0)
                try Data("storePath/\(webapp)".utf8).write(to: URL(fileURLWithPath: folder + "/site-1"))
                try await place.expect(0, "gc")
                #expect(place.names(in: "nix/store") == before)
                close(file)
                try await place.expect(0, "gc")
                // What libC is built from is needed as well: its derivation has the seed among its sources.
                let needed = [libC, try NixService.path("busybox-seed")]
                #expect(place.names(in: "nix/store").map { "/nix/store/\($0)" } == needed)
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
            }
        }

        @Test("what a killed command leaves, the next and gc remove, and nothing that is needed is lost")
        func killed() async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                try await service.forge()
                let (webapp, cache) = (try NixService.path("webapp-1.0"), "file://\(place.folder)/cache")
                try await place.expect(0, "closure", "web", "--to-cache", cache)
                let closure = try NixService.runtimeClosure()
                let forge = ["forge", "nix", webapp, "--from-cache", cache, "--unsigned", "--name", "web"]
                for folder in ["nix/store", "nix/var/emergence/writers", "nix/var/emergence/paths"] {
                    var other = place
                    other.state = place.folder + "/other"
                    let program = try RunningProgram(forge, in: other)
                    try await EngineTests.until("something is in \(folder)") {
                        !other.names(in: folder).isEmpty || !program.isRunning
                    }
                    program.kill()
                    _ = try await program.status()
                    try await other.expect(0, "gc")
                    let result = try await other.run(forge)
                    #expect(result.status == 0, "\(result.errorOutput)")
                    try await other.expect(0, "gc")
                    #expect(other.names(in: "nix/store").map { "/nix/store/\($0)" } == closure)
                    #expect(other.names(in: "nix/var/emergence/paths").count == closure.count)
                    for empty in ["tmp", "run/starting", "nix/var/emergence/writers", "nix/var/emergence/downloads"] {
                        #expect(other.names(in: empty) == [], "\(empty)")
                    }
                    try await other.expect(0, "up", service.file)
                    try await other.expect(0, "down")
                    try FileManager.default.removeItem(atPath: other.state)
                }
            }
        }

        @Test("a store on a disk that can't be written is read with what its database knows")
        func readOnly() async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                let disk = place.folder + "/disk"
                try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
                try await Command("mount", ["-t", "tmpfs", "-o", "size=64m", "store", disk]).output()
                do {
                    try await Command("cp", ["-a", "\(service.root)/.", disk]).output()
                    try await Command("mount", ["-o", "remount,ro", disk]).output()
                    try await place.expect(
                        0, "forge", "nix", try NixService.path("webapp-1.0"), "--nix-store", disk, "--name", "web")
                    try await place.expect(0, "closure", "web", "--export", place.folder + "/web.export")
                } catch {
                    try await Command("umount", [disk]).output()
                    throw error
                }
                try await Command("umount", [disk]).output()
            }
        }
    }
}
