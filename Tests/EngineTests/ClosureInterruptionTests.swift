import Foundation
import Glibc
import Processes
import TestMachine
import Testing

extension EngineTests {
    @Suite("Closures whose making is interrupted", .enabled(if: NixService.isHere)) struct ClosureInterruptionTests {
        /// What a closure is made into, in a folder of its own.
        enum Target: String, CaseIterable {
            case store, export, cache, image

            /// The command that makes it.
            func words(in folder: String) -> [String] {
                switch self {
                case .store: ["closure", "web", "--create", folder]
                case .export: ["closure", "web", "--export", "\(folder)/web.export"]
                case .cache: ["closure", "web", "--to-cache", "file://\(folder)"]
                case .image: ["forge", "image", "--from", "web", "--to", "oci:\(folder):1.0"]
                }
            }

            /// Whether nothing of it is there before all is.
            var isAllOrNothing: Bool { self == .export || self == .image }

            /// Where the parts are that aren't whole, as long as they aren't.
            var unfinished: String {
                switch self {
                case .store: "nix/store"
                case .export, .image: "."
                case .cache: "nar"
                }
            }

            /// What is there that has its final name.
            func finished(in folder: String) -> [String] {
                let names = ClosureInterruptionTests.files(in: folder).filter { !$0.contains(".emergence-") }
                return switch self {
                case .store: names.filter { $0.hasSuffix(".narinfo") }
                case .export, .image: names
                case .cache: names.filter { $0.hasSuffix(".narinfo") }
                }
            }
        }

        @Test(
            "Ctrl-C and kill -9 leave nothing half under a final name, and the next run makes it and clears away the rest",
            arguments: Target.allCases, [false, true])
        func making(target: Target, isKilled: Bool) async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                try await service.forge()
                let (webapp, closure) = (try NixService.path("webapp-1.0"), try NixService.runtimeClosure())
                let (cache, made) = (place.folder + "/cache", place.folder + "/made")
                try FileManager.default.createDirectory(atPath: made, withIntermediateDirectories: false)
                try await place.expect(0, "closure", "web", "--to-cache", "file://\(cache)")
                // The last of its archives, without which nothing refers to the others.
                let info = try String(
                    contentsOfFile: "\(cache)/\(webapp.dropFirst(11).prefix(32)).narinfo", encoding: .utf8)
                let archive = "/" + (try #require(info.firstMatch(of: /URL: (\S+)/)).output.1)
                // A machine that knows the artefact, and must fetch all of it to make anything of it.
                var other = place
                other.state = place.folder + "/other"
                let isStalled = Switch()
                let isWell = Switch()
                try await CacheServer.with(
                    cache, { $0.path == archive && isStalled.isOn && !isWell.isOn ? .stalled(after: 100) : .file }
                ) { server in
                    try await other.expect(
                        0, "forge", "nix", webapp, "--from-cache", server.url, "--unsigned", "--name", "web")
                    try FileManager.default.removeItem(atPath: other.state + "/nix")
                    isStalled.turnOn()
                    let words = target.words(in: made)
                    let program = try RunningProgram(words, in: other)
                    try await EngineTests.until("all but the last is written") {
                        let names = Self.names(in: "\(made)/\(target.unfinished)")
                        return !program.isRunning
                            || names.count == (target.isAllOrNothing ? 1 : closure.count - 1)
                                && server.questions.last { $0.path == archive }?.earlier == 1
                    }
                    isKilled ? program.kill() : program.interrupt()
                    let status = try await program.status()
                    #expect(status == (isKilled ? SIGKILL : 130), "\(program.errors)")
                    let finished = target.finished(in: made)
                    if isKilled || target.isAllOrNothing {
                        #expect(finished == [])
                    } else {
                        #expect(finished.count < closure.count, "\(finished)")
                    }
                    if !isKilled { #expect(Self.litter(in: made) == []) }
                    isWell.turnOn()
                    let again = try await other.run(words)
                    #expect(again.status == 0, "\(again.errorOutput)")
                }
                #expect(Self.litter(in: made) == [])
                #expect(other.names(in: "nix/var/emergence/downloads") == [])
                try await Self.expectWhole(target, in: made, place: place)
            }
        }

        @Test("a disk that is full is told of by its own name, and nothing half is left", arguments: Target.allCases)
        func fullDisk(target: Target) async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                try await service.forge()
                let made = place.folder + "/made"
                try FileManager.default.createDirectory(atPath: made, withIntermediateDirectories: false)
                try await Command("mount", ["-t", "tmpfs", "-o", "size=512k", "small", made]).output()
                defer { umount2(made, Int32(MNT_DETACH)) }
                let full = try await place.run(target.words(in: made))
                #expect(full.status == 69, "\(full.errorOutput)")
                #expect(full.errorOutput.contains("emergence: the disk that holds \(made)"), "\(full.errorOutput)")
                #expect(Self.litter(in: made) == [])
                if target.isAllOrNothing { #expect(target.finished(in: made) == []) }
                try await Command("mount", ["-o", "remount,size=64m", made]).output()
                let again = try await place.run(target.words(in: made))
                #expect(again.status == 0, "\(again.errorOutput)")
                try await Self.expectWhole(target, in: made, place: place)
            }
        }

        @Test("only a file is exported to")
        func exportedTo() async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                try await service.forge()
                let said = try await place.expect(1, "closure", "web", "--export", "/dev/null")
                #expect(said.contains("can't replace /dev/null"), "\(said)")
                #expect(
                    try await place.expect(1, "closure", "web", "--export", place.folder).contains("s a directory"))
                try await place.expect(1, "closure", "web", "--export", place.folder + "/none/web.export")
                try "old".write(toFile: place.folder + "/web.export", atomically: true, encoding: .utf8)
                try await place.expect(0, "closure", "web", "--export", place.folder + "/web.export")
                #expect(Self.litter(in: place.folder) == [])
            }
        }

        /// That Nix takes what was made.
        private static func expectWhole(_ target: Target, in folder: String, place: Place) async throws {
            let webapp = try NixService.path("webapp-1.0")
            let script =
                switch target {
                case .store:
                    "nix-store --store \(folder) --verify --check-contents && nix-store --store \(folder) -qR \(webapp)"
                case .export: "nix-store --store \(place.folder)/new --import <\(folder)/web.export"
                case .cache:
                    "nix copy --from file://\(folder) --to \(place.folder)/new --no-check-sigs \(webapp) && "
                        + "nix-store --store \(place.folder)/new -qR \(webapp)"
                case .image:
                    "skopeo copy -q oci:\(folder):1.0 oci:\(place.folder)/copy:1.0 && "
                        + "umoci unpack --image \(folder):1.0 \(place.folder)/new && "
                        + "cd \(place.folder)/new/rootfs && ls -d nix/store/* | sed 's,^,/,'"
                }
            let settings = ["build-users-group =", "sandbox = false", "experimental-features = nix-command"]
            let environment = ["NIX_CONFIG": settings.joined(separator: "\n"), "HOME": place.folder]
            let result = try await Command("sh", ["-c", script], environment: environment, timeout: .seconds(60))
                .result()
            #expect(result.status == 0, "\(result.errorOutput)")
            #expect(
                result.output.split(separator: "\n").map(String.init).sorted() == (try NixService.runtimeClosure()))
        }

        /// What isn't whole, or says that somebody writes.
        private static func litter(in folder: String) -> [String] {
            files(in: folder).filter { $0.contains(".emergence-") || $0.contains("/writers/") }
        }

        private static func names(in folder: String) -> [String] {
            (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        }

        private static func files(in folder: String) -> [String] {
            ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).sorted()
        }
    }
}
