import Foundation
import Processes
import Testing

extension EngineTests {
    @Suite("What is forged by Nix, or of Nix, by hand", .enabled(if: NixSource.nixIsHere)) struct NixInputTests {
        @Test("arguments reach the function; one that it doesn't take is refused, as one that can't be evaluated is")
        func arguments() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let forge = [
                    "forge", "nix", source.folder, "-A", "pages", "--nix-store", source.root, "--name", "pages",
                ]
                for (words, message) in [
                    (["--arg", "title", "nope"], "undefined variable 'nope'"),
                    (["--arg", "title", "\"open"], "syntax error, unexpected end of file"),
                    (["--arg", "title", "throw \"no title\""], "error: no title"),
                    (
                        ["--argstr", "title", "x", "--arg", "titel", "1"],
                        "no function of \(source.folder)/release.nix takes an argument 'titel'"
                    ),
                ] {
                    let result = try await place.run(forge + words)
                    #expect(result.status == 65, "\(words): \(result.errorOutput)")
                    #expect(result.errorOutput.contains(message), "\(words): \(result.errorOutput)")
                    #expect(try await place.graph() == [])
                }
                let plain = try await place.run(forge)
                #expect(plain.status == 0, "\(plain.errorOutput)")
                let before = try await Self.derivation(of: "pages", in: place)
                #expect(try await place.run(forge + ["--argstr", "title", "other"]).status == 0)
                #expect(try await Self.derivation(of: "pages", in: place) != before)
            }
        }

        @Test("a derivation that isn't built is known, can't be run, and can be once it is built")
        func unbuilt() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let environment = ["NIX_CONFIG": "build-users-group =\nsubstituters =", "HOME": place.folder]
                let nix = { (words: [String]) in
                    try await Command("nix-store", ["--store", source.root] + words, environment: environment).output()
                }
                let made = try await Command(
                    "nix-instantiate", ["--store", source.root, source.folder + "/release.nix", "-A", "webapp"],
                    environment: environment
                ).output()
                let drv = made.trimmingCharacters(in: .whitespacesAndNewlines)
                let file = try source.declare(
                    "kind: Artefact\nname: webapp\nnix: {source: \(drv), store: ./root}\n---\n",
                    source.site(more: NixSource.answers))
                let forge = ["forge", "nix", drv, "--nix-store", source.root, "--name", "webapp"]
                let forged = try await place.run(forge)
                #expect(forged.status == 0 && forged.errorOutput.contains("its outputs aren't in that store"))
                let closure = try await place.expect(0, "closure", "webapp")
                #expect(closure.contains(#/webapp-1\.0 +- /#), "\(closure)")
                for words in [["plan", file], ["up", file]] {
                    let refused = try await place.run(words)
                    #expect(refused.status == 65 && refused.errorOutput.contains("isn't built, as far as is known"))
                }
                let export = try await place.expect(65, "closure", "webapp", "--export", place.folder + "/x")
                #expect(export.contains("webapp-1.0 isn't known"), "\(export)")
                #expect(!FileManager.default.fileExists(atPath: place.folder + "/x"))
                #expect(try await place.instances() == [])

                _ = try await nix(["--realise", drv])
                #expect(try await place.run(forge).status == 0)
                try await place.expect(0, "up", file)
                let row = try #require(try await place.instance("site-1"))
                #expect(try await place.page("\(row.addresses.first ?? ""):8080")?.contains("It runs") == true)
            }
        }

        @Test("two that forge one file at once both have it")
        func together() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let words = ["forge", "nix", source.folder, "-A", "webapp", "--nix-store", source.root, "-o", "json"]
                async let first = place.run(words)
                async let second = place.run(words)
                let both = try await [first, second]
                for result in both { #expect(result.status == 0, "\(result.errorOutput)") }
                #expect(both[0].output == both[1].output)
                #expect(place.names(in: "tmp") == [])
            }
        }

        private static func derivation(of artefact: String, in place: Place) async throws -> String {
            let said = try await place.expect(0, "describe", "artefact", artefact, "-o", "json")
            return String(try #require(said.firstMatch(of: /derivation\/(\/nix\/store\/[^"]+)/)).output.1)
        }
    }
}
