import Foundation
import Testing

extension EngineTests {
    @Suite("A tag that moves") struct TagTests {
        @Test("is said by plan, and followed with --refresh alone")
        func refresh() async throws {
            try await Place.with { place in
                let layout = place.folder + "/layout"
                try Image.write(to: layout)
                let file = place.folder + "/box.yaml"
                try ("kind: Artefact\nname: box\nimage: oci:\(layout):1\n---\n" + Services.idle()).write(
                    toFile: file, atomically: true, encoding: .utf8)
                try await place.expect(0, "up", file)
                let before = try await place.instance("idle-1")
                // The tag 1 now means what 2 meant: the same configuration, one more layer.
                let index = layout + "/index.json"
                let text = try String(contentsOfFile: index, encoding: .utf8)
                try text.replacingOccurrences(of: "ref.name\":\"1\"", with: "ref.name\":\"old\"")
                    .replacingOccurrences(of: "ref.name\":\"2\"", with: "ref.name\":\"1\"")
                    .write(toFile: index, atomically: true, encoding: .utf8)

                let plan = try await place.expect(0, "plan", file)
                #expect(plan.contains("! artefact/box  oci:\(layout):1 is "))
                #expect(plan.contains(": --refresh follows it\nno difference\n"))
                try await place.expect(0, "up", file)
                #expect(try await place.instance("idle-1") == before)

                let refreshed = try await place.expect(2, "plan", "--refresh", file)
                #expect(refreshed.contains("⚒ artefact/box  forge"))
                #expect(refreshed.contains("idle-1  restarts: image.manifest changes"))
                try await place.expect(0, "up", "--refresh", file)
                #expect(try await place.expect(0, "exec", "idle", "--", "/bin/cat", "/etc/newer") == "2")
                #expect(try await place.expect(0, "plan", file) == "no difference\n")
            }
        }
    }
}
