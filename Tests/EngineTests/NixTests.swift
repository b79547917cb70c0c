import Foundation
import Processes
import Testing

extension EngineTests {
    /// Real Nix's example, which lies beside the checkout, run as a service.
    @Suite("Nix artefacts", .enabled(if: NixService.isHere)) struct NixTests {
        @Test(
            "runs without an image, sees its closure alone, and says which derivation it is",
            arguments: ["runc", "crun"])
        func life(runtime: String) async throws {
            try await Place.with(runtime: runtime) { place in
                let service = try await NixService(in: place)
                try await service.forge()
                let plan = try await place.expect(2, "plan", service.file)
                #expect(plan.contains("site"))
                try await place.expect(0, "up", service.file)
                let row = try #require(try await place.instance("site-1"))
                let address = try #require(row.addresses.first)
                #expect(try await place.page("\(address):8080")?.contains("It runs") == true)
                let derivation = try await place.expect(0, "explain", "site", "nix.derivation")
                #expect(derivation.contains("webapp-1.0.drv"))
                let words = try await place.expect(0, "explain", "site", "process.args")
                #expect(words.contains("bin/webapp") && words.contains("main program"), "\(words)")
                #expect(try await place.expect(0, "spec", "site").contains("bin/webapp"))
                try await place.expect(0, "plan", service.file)
                let who = try await place.expect(0, "referrers", "\(try NixService.path("libC-1.4.2"))")
                #expect(who.contains("site-1"))
                let package = try await place.expect(0, "referrers", "libC-1.4.2")
                #expect(package.contains(#/instance +site-1 +\S+ +ready/#), "\(package)")
                #expect(try await place.expect(1, "referrers", "libC-1.4.3").contains("nothing is called 'libC-1.4.3'"))

                // What runs needs neither the store that it came from nor another copy of anything.
                try FileManager.default.removeItem(atPath: service.root)
                try await place.expect(0, "restart", "site")
                try await place.expect(0, "debug", "site", "--shell")
                let seen = try await place.expect(
                    0, "exec", "site-1-debug", "--", "/.emergence/busybox", "ls", "/nix/store")
                #expect(seen.split(separator: "\n").map { "/nix/store/\($0)" } == (try NixService.runtimeClosure()))
            }
        }

        @Test("without a command an artefact that has no main program is refused, as is hiding its store")
        func refusals() async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                try await place.expect(
                    0, "forge", "nix", try NixService.path("libC-1.4.2"), "--nix-store", service.root, "--name", "site")
                try service.declare("mounts: [{destination: /nix, type: tmpfs, source: tmpfs}]", command: "")
                let said = try await place.expect(65, "up", service.file)
                #expect(said.contains("the artefact has no main program, and no configuration gives a command"))
                #expect(said.contains("would hide the artefact's store paths"))
                #expect(try await place.instances() == [])
            }
        }

        @Test("gc takes the store paths that nobody needs, and leaves those of a stopped instance")
        func garbage() async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                try await service.forge()
                try await place.expect(0, "up", service.file)
                try await place.expect(0, "stop", "site")
                let before = place.names(in: "nix/store")
                let stray = String(repeating: "0", count: 32) + "-stray"
                for name in [stray, ".emergence-left"] {
                    try FileManager.default.createDirectory(
                        atPath: "\(place.state)/nix/store/\(name)", withIntermediateDirectories: true)
                }
                let report = try await place.expect(0, "gc", "--dry-run", "-o", "json")
                #expect(report.contains("/nix/store/\(stray)") && report.contains(".emergence-left"))
                try await place.expect(0, "gc")
                #expect(place.names(in: "nix/store") == before)
                try FileManager.default.removeItem(atPath: service.root)
                try await place.expect(0, "start", "site")
            }
        }

        @Test("a path that was changed isn't run, and what is missing is told")
        func damaged() async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                try await service.forge()
                let file = service.root + (try NixService.path("libC-1.4.2"))
                let kept = service.root + "/kept"
                try FileManager.default.moveItem(atPath: file, toPath: kept)
                #expect(try await place.expect(69, "up", service.file).contains("libC-1.4.2"))
                try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
                #expect(try await place.expect(65, "up", service.file).contains("libC-1.4.2"))
                try FileManager.default.removeItem(atPath: file)
                try FileManager.default.moveItem(atPath: kept, toPath: file)
                try await place.expect(0, "up", service.file)
            }
        }

        @Test("its closure is made as a store, an export and a signed cache that real Nix takes")
        func closures() async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                try await service.forge()
                let (root, other, cache) = (place.folder + "/new", place.folder + "/other", place.folder + "/cache")
                let nix = { (words: [String]) in
                    let settings = ["build-users-group =", "sandbox = false", "experimental-features = nix-command"]
                    let environment = ["NIX_CONFIG": settings.joined(separator: "\n"), "HOME": place.folder]
                    let command = Command("sh", ["-c"] + words, environment: environment, timeout: .seconds(60))
                    let result = try await command.result()
                    #expect(result.status == 0, "\(words): \(result.errorOutput)")
                    return result.output.split(separator: "\n").map(String.init).sorted()
                }
                let webapp = try NixService.path("webapp-1.0")
                for _ in 0..<2 {
                    let said = try await place.expect(0, "closure", "web", "--create", root)
                    #expect(said.contains("-qR PATH' asks Nix of it"))
                }
                #expect(try await nix(["nix-store --store \(root) -qR \(webapp)"]) == NixService.runtimeClosure())
                _ = try await nix(["nix-store --store \(root) --verify --check-contents"])
                // Another machine's Nix is told by the file.
                try FileManager.default.removeItem(atPath: root + "/nix/var/nix")
                _ = try await nix(["nix-store --store \(root) --load-db <\(root)/registration"])
                #expect(try await nix(["nix-store --store \(root) -qR \(webapp)"]) == NixService.runtimeClosure())
                try await place.expect(0, "closure", "web", "--export", place.folder + "/web.export")
                let imported = try await nix(["nix-store --store \(other) --import <\(place.folder)/web.export"])
                #expect(imported == (try NixService.runtimeClosure()))
                _ = try await nix([
                    "nix-store --generate-binary-cache-key test-1 \(place.folder)/secret \(place.folder)/public"
                ])
                try await place.expect(
                    0, "closure", "web", "--to-cache", "file://\(cache)", "--key", place.folder + "/secret")
                let third = place.folder + "/third"
                _ = try await nix([
                    """
                    nix copy --from file://\(cache) --to \(third) \
                    --option trusted-public-keys "$(cat \(place.folder)/public)" \(webapp)
                    """
                ])
                #expect(try await nix(["nix-store --store \(third) -qR \(webapp)"]) == NixService.runtimeClosure())
                let refused = try await place.expect(64, "closure", "web", "--to-cache", "https://example.org")
                #expect(refused.contains("file:///"))
                try await place.expect(65, "closure", "web", "--to-cache", "file://\(cache)", "--key", "/etc/hostname")
            }
        }

        @Test("a host without Nix gets a closure from a cache, signed by who is trusted, and runs it")
        func cache() async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                let webapp = try NixService.path("webapp-1.0")
                let cache = "file://\(place.folder)/cache"
                let key = try await NixService.key("test-1", in: place)
                try await service.forge()
                try await place.expect(0, "closure", "web", "--to-cache", cache, "--key", key.file)
                var other = place
                other.state = place.folder + "/other"
                // Nobody who is trusted vouches for it; it isn't there at all; it isn't what was signed.
                let untrusted = try await other.expect(65, "forge", "nix", webapp, "--from-cache", cache)
                #expect(untrusted.contains("no such key is trusted") && untrusted.contains("--trusted-key"))
                let trusting = ["--from-cache", cache, "--trusted-key", key.text, "--name", "web"]
                let missing = webapp.replacingOccurrences(of: "hcg", with: "000")
                #expect(try await other.run(["forge", "nix", missing] + trusting).status == 69)
                let info = "\(place.folder)/cache/\(webapp.dropFirst(11).prefix(32)).narinfo"
                let said = try String(contentsOfFile: info, encoding: .utf8)
                let libB = try NixService.path("libB").dropFirst(11)
                for lie in [
                    said.replacingOccurrences(of: "NarSize: ", with: "NarSize: 1"),
                    said.replacingOccurrences(of: " \(libB)", with: ""),
                ] {
                    #expect(lie != said)
                    try lie.write(toFile: info, atomically: true, encoding: .utf8)
                    let changed = try await other.run(["forge", "nix", webapp] + trusting)
                    #expect(changed.status == 65 && changed.errorOutput.contains("was changed after it was signed"))
                }
                try said.write(toFile: info, atomically: true, encoding: .utf8)
                try await other.expect(0, "gc")
                #expect(other.names(in: "nix/store") == [])

                let forged = try await other.run(["forge", "nix", webapp] + trusting)
                #expect(forged.status == 0, "\(forged.errorOutput)")
                let revision = try await other.expect(0, "history", "-o", "json")
                #expect(try await other.run(["forge", "nix", webapp] + trusting).status == 0)
                #expect(try await other.expect(0, "history", "-o", "json") == revision)
                #expect(other.names(in: "nix/store").map { "/nix/store/\($0)" } == (try NixService.runtimeClosure()))
                try await other.expect(0, "up", service.file)
                #expect(try await other.expect(0, "explain", "site", "nix.derivation").contains("webapp-1.0.drv"))
                // Another machine has the graph and not the paths.
                try await other.expect(0, "down")
                try FileManager.default.removeItem(atPath: other.state + "/nix")
                try await other.expect(0, "up", service.file)
                try await other.expect(0, "down")
            }
        }
    }
}

/// A service that runs the example's web application, which is to be forged from a store of the test's own.
struct NixService {
    private static let data = URL(fileURLWithPath: "../shared/data/nix/example").standardizedFileURL.path

    /// Whether the example is here.
    static let isHere: Bool = {
        let isHere = FileManager.default.fileExists(atPath: "\(data)/root.tar.zst")
        if !isHere { print("skipped: no \(data)") }
        return isHere
    }()

    let place: Place
    var root: String { place.folder + "/root" }
    var file: String { place.folder + "/site.yaml" }

    init(in place: Place) async throws {
        self.place = place
        try FileManager.default.createDirectory(atPath: place.folder + "/root", withIntermediateDirectories: true)
        let unpack = Command("tar", ["--zstd", "-xf", "\(Self.data)/root.tar.zst", "-C", place.folder + "/root"])
        #expect(try await unpack.result().status == 0)
        try declare()
    }

    /// A new key: the file of the secret one, and the public one.
    static func key(_ name: String, in place: Place) async throws -> (file: String, text: String) {
        let (secret, open) = (place.folder + "/\(name).secret", place.folder + "/\(name).public")
        let command = Command("nix-store", ["--generate-binary-cache-key", name, secret, open])
        #expect(try await command.result().status == 0)
        return (secret, try String(contentsOfFile: open, encoding: .utf8))
    }

    /// Forges it under the name `web`.
    func forge() async throws {
        try await place.expect(
            0, "forge", "nix", try Self.path("webapp-1.0"), "--nix-store", root, "--name", "web")
    }

    /// Writes the declaration of `site`.
    func declare(_ more: String = "", command: String = "image: {config: {Cmd: [\"8080\"]}}") throws {
        let yaml = """
            kind: Automaton
            name: site
            artefact: \(command.isEmpty ? "site" : "web")
            \(command)
            overwatch: {readiness: {type: http, port: 8080, interval: 0.1}}
            orchestrator: {stop: {gracePeriod: 0.1}}
            \(more)

            """
        try yaml.write(toFile: file, atomically: true, encoding: .utf8)
    }

    /// The runtime closure as Nix tells it, sorted.
    static func runtimeClosure() throws -> [String] {
        try String(contentsOfFile: "\(data)/answers/webapp/runtime-closure.txt", encoding: .utf8)
            .split(separator: "\n").map(String.init).sorted()
    }

    /// The path of the runtime closure whose name begins so.
    static func path(_ name: String) throws -> String {
        try #require(try runtimeClosure().first { $0.dropFirst(44).hasPrefix(name) })
    }
}
