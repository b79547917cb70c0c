import Foundation
import ImageFixtures
import OCI
import OCIImages
import Processes
import Testing

@Suite("A compressed layer", .enabled(if: Requirement.root, "skipped: unpacking needs root"))
struct LayerCompressionTests {
    private static let tar = TarBuilder.archive { builder in
        for number in 0..<50 { builder.file("d/f\(number)", String(repeating: "line \(number)\n", count: 900)) }
    }

    @Test(
        "is the same layer, by whatever it is compressed",
        .enabled(if: Requirement.program("zstd"), "skipped: no zstd"),
        arguments: ["gzip", "zstd"])
    func same(_ program: String) async throws {
        let fixture = try LayerFixture(Self.tar, blob: await compress(Self.tar, program))
        let root = try fixture.unpack()
        #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/d").count == 50)
    }

    @Test(
        "that is cut off is refused", .enabled(if: Requirement.program("zstd"), "skipped: no zstd"),
        arguments: ["gzip", "zstd"])
    func truncated(_ program: String) async throws {
        let blob = try await compress(Self.tar, program)
        let fixture = try LayerFixture(Self.tar, blob: Array(blob.prefix(blob.count / 2)))
        #expect(try fixture.refusal() != nil)
        #expect(fixture.isClean)
    }

    @Test("that is damaged is refused")
    func damaged() async throws {
        var blob = try await compress(Self.tar, "gzip")
        for index in stride(from: blob.count / 2, to: blob.count / 2 + 20, by: 1) { blob[index] ^= 0xff }
        let fixture = try LayerFixture(Self.tar, blob: blob)
        #expect(try fixture.refusal() != nil)
        #expect(fixture.isClean)
    }

    @Test("that grows beyond all measure is refused, by its ratio and by its size")
    func bomb() async throws {
        let tar = TarBuilder.archive {
            $0.add("zeros", type: "0", content: [UInt8](repeating: 0, count: 20 << 20))
        }
        let fixture = try LayerFixture(tar, blob: await compress(tar, "gzip"))
        let narrow = LayerLimits(ratio: 100, ratioFloor: 1 << 20)
        #expect(try fixture.refusal(limits: narrow)?.problem == .ratio(limit: 100))
        let small = LayerLimits(bytes: 10 << 20)
        #expect(try fixture.refusal(limits: small)?.problem == .tooLarge(limit: 10 << 20))
        #expect(fixture.isClean)
        #expect(try fixture.refusal() == nil)
    }

    private func compress(_ bytes: [UInt8], _ program: String) async throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let path = try folder.write("plain", bytes)
        try await Command("sh", ["-c", "\(program) -c \(path) > \(path).packed"]).output()
        return Array(try Data(contentsOf: URL(fileURLWithPath: path + ".packed")))
    }
}
