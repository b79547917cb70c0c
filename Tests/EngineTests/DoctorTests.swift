import Foundation
import Testing

extension EngineTests {
    @Suite("doctor") struct DoctorTests {
        @Test("marks what is half done, and mends it")
        func halfDone() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Services.idle()))
                try FileManager.default.createDirectory(
                    atPath: place.state + "/instances/half-1", withIntermediateDirectories: true)
                try Data().write(to: URL(fileURLWithPath: place.state + "/tmp/blob-1"))
                let marked = try await place.expect(0, "doctor")
                #expect(marked.contains("bundles of no instance: half-1; unfinished in tmp: blob-1"))
                #expect(marked.contains("→ emergence doctor --repair"))
                #expect(try await place.expect(0, "doctor", "--repair").contains("nothing"))
                #expect(place.bundles() == ["idle-1"])
                #expect(place.names(in: "tmp") == [])
            }
        }
    }
}
