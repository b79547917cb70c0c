import Foundation
import ImageFixtures
import OCI
import Processes
import TestMachine
import Testing

extension EngineTests {
    @Suite("Images of Nix artefacts", .enabled(if: NixService.isHere)) struct NixImageTests {
        @Test("the same closure is the same image, which skopeo and umoci read and which runs as one")
        func life() async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                try await service.forge()
                let (one, two) = ("\(place.folder)/one", "\(place.folder)/two")
                let made = try await Self.make(place, to: "oci:\(one):1.0")
                let paths = try NixService.runtimeClosure()
                #expect(made.layers == paths.count + 1 && made.storePaths == paths.count)
                // Another machine: another state directory, another store that the paths are in, other settings.
                var other = place
                other.state = place.folder + "/other"
                let moved = place.folder + "/moved"
                try FileManager.default.moveItem(atPath: service.root, toPath: moved)
                try await other.expect(
                    0, "forge", "nix", try NixService.path("webapp-1.0"), "--nix-store", moved, "--name", "site")
                let settings = [
                    "TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": "86400",
                    "HOME": "/nonexistent",
                ]
                let script = "busybox hostname elsewhere && umask 077 && cd / && exec \"$@\""
                let words = [BuiltProgram.path, "forge", "image", "--from", "site", "--to", "oci:\(two)", "-o", "json"]
                let elsewhere = try await Command(
                    "unshare", ["--uts", "sh", "-c", script, "sh"] + words,
                    environment: other.environment.merging(settings) { $1 }, timeout: .seconds(60)
                ).result()
                #expect(elsewhere.status == 0, "\(elsewhere.errorOutput)")
                let again = try JSONDecoder().decode(Made.self, from: Data(elsewhere.output.utf8))
                #expect(again.imageDigest == made.imageDigest && again.bytes == made.bytes)

                #expect(try await Self.digest("oci:\(one):1.0") == made.imageDigest)
                let copied = Command(
                    "skopeo", ["copy", "--preserve-digests", "oci:\(one):1.0", "oci:\(place.folder)/copy:1.0"])
                #expect(try await copied.result().status == 0)
                #expect(try await Self.digest("oci:\(place.folder)/copy:1.0") == made.imageDigest)
                let bundle = place.folder + "/bundle"
                let unpacked = try await Command("umoci", ["unpack", "--image", "\(one):1.0", bundle]).result()
                #expect(unpacked.status == 0, "\(unpacked.errorOutput)")
                #expect(
                    try FileManager.default.contentsOfDirectory(atPath: bundle + "/rootfs/nix/store").sorted().map {
                        "/nix/store/\($0)"
                    } == paths)
                let diff = Command("diff", ["-r", bundle + "/rootfs/nix/store", place.state + "/nix/store"])
                #expect(try await diff.result().output.contains("differ") == false)
                let temporary = try FileManager.default.attributesOfItem(atPath: bundle + "/rootfs/tmp")
                #expect(temporary[.posixPermissions] as? Int == 0o1777)

                // A machine that has the image alone runs it as the artefact says.
                try FileManager.default.removeItem(atPath: moved)
                var third = place
                third.state = place.folder + "/third"
                try await third.expect(0, "forge", "image", "oci:\(one):1.0", "--name", "web")
                try await third.expect(0, "up", service.file)
                let row = try #require(try await third.instance("site-1"))
                let address = try #require(row.addresses.first)
                #expect(try await third.page("\(address):8080")?.contains("It runs") == true)
                try await third.expect(0, "down")
            }
        }

        @Test("fewer layers hold the same, a layout keeps its other images, and the rest is refused")
        func limits() async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                try await service.forge()
                let oci = place.folder + "/oci"
                let many = try await Self.make(place, to: "oci:\(oci):many")
                let three = try await Self.make(place, to: "oci:\(oci):three", "--layers", "3")
                let paths = try NixService.runtimeClosure().count
                #expect(three.layers == 3 && three.storePathsInLastLayer == paths - 1)
                #expect(try await Self.make(place, to: "oci:\(oci):one", "--layers", "1").layers == 1)
                #expect(try await Self.digest("oci:\(oci):many") == many.imageDigest)
                let before = try Self.tree(of: oci)
                let refused = try await place.expect(
                    65, "forge", "image", "--from", "web", "--to", "oci:\(place.folder)")
                #expect(refused.contains("is no image layout"))
                for words in [["--layers", "0"], ["--layers", "126"], ["--name", "x"]] {
                    let result = try await place.run(
                        ["forge", "image", "--from", "web", "--to", "oci:\(oci):bad"] + words)
                    #expect(result.status == 64, "\(words): \(result.errorOutput)")
                }
                try await place.expect(64, "forge", "image", "--from", "web")
                try await place.expect(64, "forge", "image", "--from", "web", "--to", "docker-archive:\(oci).tar")
                try await place.expect(1, "forge", "image", "--from", "nothing", "--to", "oci:\(oci):bad")
                // A path that isn't what the graph says: nothing is written.
                try FileManager.default.removeItem(atPath: service.root + (try NixService.path("libC-1.4.2")))
                let gone = try await place.expect(69, "forge", "image", "--from", "web", "--to", "oci:\(oci):bad")
                #expect(gone.contains("libC-1.4.2"))
                for _ in 0..<5 {
                    try await place.expect(69, "forge", "image", "--from", "web", "--to", "oci:\(place.folder)/new")
                    #expect(!FileManager.default.fileExists(atPath: place.folder + "/new"))
                }
                #expect(try Self.tree(of: oci) == before)
                try await place.expect(0, "forge", "image", "oci:\(oci):three", "--name", "three")
                let image = try await place.expect(65, "forge", "image", "--from", "three", "--to", "oci:\(oci):bad")
                #expect(image.contains("is an image already"))
            }
        }

        /// What the program says of an image that it made.
        private struct Made: Decodable {
            var imageDigest: String
            var layers: Int
            var storePaths: Int
            var storePathsInLastLayer: Int
            var bytes: Int
        }

        private static func make(
            _ place: Place, _ artefact: String = "web", to reference: String, _ words: String...
        ) async throws -> Made {
            let result = try await place.run(
                ["forge", "image", "--from", artefact, "--to", reference, "-o", "json"] + words)
            #expect(result.status == 0, "\(result.errorOutput)")
            return try JSONDecoder().decode(Made.self, from: Data(result.output.utf8))
        }

        private static func digest(_ reference: String) async throws -> String {
            let result = try await Command("skopeo", ["inspect", "--format", "{{.Digest}}", reference]).result()
            #expect(result.status == 0, "\(result.errorOutput)")
            return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }

        private static func tree(of folder: String) throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
        }
    }
}
