import Foundation
import Testing

extension EngineTests {
    @Suite("What isn't forged yet is looked at beforehand") struct PlanTests {
        @Test("plan says all that up would refuse, and neither writes anything")
        func refused() async throws {
            try await Place.with { place in
                let empty = place.folder + "/empty"
                try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
                let layout = try Image.reference().split(separator: ":")[1]
                let images = [
                    ("oci:\(empty):1", "\(empty) is no image layout"),
                    ("oci:\(place.folder)/nowhere:1", "nowhere is no image layout: it isn't there"),
                    ("oci:\(layout):none", "there is no image 'none' in \(layout); there is 1, 2"),
                    ("what:is-this", "'what:is-this' is no image reference"),
                ]
                let documents = images.enumerated().map { "kind: Artefact\nname: a\($0)\nimage: \($1.0)\n" }
                let file = place.folder + "/bad.yaml"
                try (documents + [Services.idle().replacingOccurrences(of: "box", with: "bxo")]).joined(
                    separator: "---\n"
                )
                .write(toFile: file, atomically: true, encoding: .utf8)
                let plan = try await place.expect(65, "plan", file)
                for (number, image) in images.enumerated() {
                    let line = "bad.yaml:\(number * 4 + 3):8: artefact 'a\(number)': "
                    #expect(plan.contains(line) && plan.contains(image.1), "\(plan)")
                }
                #expect(plan.contains("there is no artefact 'bxo'"))
                #expect(plan.hasSuffix("5 errors\n"))
                #expect(try await place.expect(65, "up", file) == plan)
                #expect(try await place.graph() == [])
                #expect(place.names(in: "blobs/sha256") == [])
            }
        }

        @Test("an image that can't be read has another status than one that is wrong")
        func unavailable() async throws {
            try await Place.with { place in
                let file = place.folder + "/box.yaml"
                try "kind: Artefact\nname: box\nimage: docker://example.org/box:1\n".write(
                    toFile: file, atomically: true, encoding: .utf8)
                #expect(try await place.expect(69, "plan", file).contains("skopeo copy docker://example.org/box:1"))
            }
        }

        @Test("plan resolves what up would start, and refuses what is missing")
        func resolved() async throws {
            try await Place.with { place in
                let file = try place.declare(Services.idle())
                #expect(try await place.expect(2, "plan", file).contains("▶ idle-1  starts: it is new"))
                #expect(try await place.graph() == [])
                let bare = Services.idle().replacingOccurrences(
                    of: "process: {args: [/bin/sleep, \"1000\"]}\n", with: "")
                _ = try place.declare(bare)
                let error = try await place.expect(65, "plan", file)
                #expect(error.contains("process.args"), "\(error)")
                // Before anything is forged.
                #expect(try await place.expect(65, "up", file) == error)
                #expect(place.names(in: "blobs/sha256") == [])
            }
        }

        @Test("where declarations stand is no part of what they say")
        func place() async throws {
            try await Place.with { place in
                // What was forged by hand belongs to who declares it: a revision, once.
                try await place.expect(0, "forge", "image", try Image.reference(), "--name", "box")
                let file = try place.declare(Services.idle())
                try await place.expect(0, "up", file)
                let history = try await place.expect(0, "history", "-o", "json")
                let idle = try await place.instance("idle-1")

                let text = try String(contentsOfFile: file, encoding: .utf8)
                let other = place.folder + "/other.yaml"
                try "# Some lines\n# further down.\n\(text)".write(toFile: other, atomically: true, encoding: .utf8)
                let refused = try await place.expect(65, "plan", other)
                #expect(refused.contains("'--set \(file)' changes it as that set"), "\(refused)")
                try await place.expect(0, "plan", other, "--set", file)
                try await place.expect(0, "up", other, "--set", file)
                #expect(try await place.expect(0, "history", "-o", "json") == history)
                #expect(try await place.instance("idle-1") == idle)
            }
        }

        @Test("an artefact with another image restarts what runs it, and says so")
        func anotherImage() async throws {
            try await Place.with { place in
                let file = try place.declare(Services.idle())
                try await place.expect(0, "up", file)
                _ = try place.declare(Services.idle(), tag: "2")
                #expect(try await place.expect(2, "plan", file).contains("↻ idle-1  restarts: image.manifest changes"))
                let applied = try await place.expect(0, "apply", file)
                #expect(applied.contains("↻ idle-1  restarts: image.manifest changes"))
                #expect(try await place.expect(0, "exec", "idle", "--", "/bin/cat", "/etc/newer") == "2")
            }
        }
    }
}
