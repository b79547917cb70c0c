import ConfigurationGraph
import Foundation
import GraphStore
import ImageFixtures
import OCI
import Processes
import Testing

@testable import Forge

@Suite("Forging that is interrupted")
struct InterruptionTests {
    private static func layer(_ name: String, megabytes: Int) -> LayoutBuilder.Layer {
        LayoutBuilder.Layer(
            TarBuilder.archive {
                $0.add(name, type: "0", content: [UInt8](repeating: UInt8(ascii: "x"), count: megabytes << 20))
            })
    }

    @Test(
        "by a full disk says so, and leaves graph and disk as they were",
        .enabled(if: Requirement.root, "skipped: a small file system needs root to be mounted"),
        arguments: [false, true])
    func fullDisk(_ unpack: Bool) async throws {
        let place = try TemporaryFolder()
        // Room for the blobs, and for the snapshots in one case only.
        try await Command("mount", ["-t", "tmpfs", "-o", "size=\(unpack ? 5 : 2)m", "small", place.path]).output()
        do {
            let state = place.path("state")
            let fixture = try ForgeFixture(state: state)
            try fixture.layout.add(tag: "1.0", layers: [Self.layer("a", megabytes: 3)])
            await #expect(throws: ForgeError.diskFull(path: state)) { try await fixture.image(unpack: unpack) }
            #expect(await fixture.store.revision() == .zero)
            #expect(place.listing(of: "state/tmp").isEmpty && place.listing(of: "state/blobs").isEmpty)
            #expect(place.listing(of: "state/snapshots").isEmpty)
        } catch {
            try await Command("umount", [place.path]).output()
            throw error
        }
        try await Command("umount", [place.path]).output()
    }

    @Test(
        "by its task being cancelled stops, and leaves graph and disk as they were",
        arguments: [ForgeEvent.Phase.copy, .read])
    func cancelled(_ phase: ForgeEvent.Phase) async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [Self.layer("a", megabytes: 2), Self.layer("b", megabytes: 2)])
        let forging = Task {
            try await fixture.image { event in
                if event.phase == phase { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { try await forging.value }
        #expect(await fixture.store.revision() == .zero)
        #expect(fixture.files.isEmpty && fixture.folder.listing(of: "state/tmp").isEmpty)
    }

    @Test("waits for a collector, and gives up waiting when it is cancelled")
    func waiting() async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [Self.layer("a", megabytes: 1)])
        let folders = StateFolders(state: fixture.folder.path("state"))
        try folders.create()
        let collecting = try await Lease.take(folders, exclusive: true)
        let forging = Task { try await fixture.image() }
        forging.cancel()
        await #expect(throws: CancellationError.self) { try await forging.value }
        _ = consume collecting
        #expect(try await fixture.image().revision.rawValue == 1)
    }

    @Test("by another that forges the same image ends with one image")
    func together() async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [Self.layer("a", megabytes: 1), Self.layer("b", megabytes: 1)])
        let revisions = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<4 { group.addTask { try await fixture.image().revision.rawValue } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(revisions == [1, 1, 1, 1])
        #expect(fixture.files.count == 4 && fixture.folder.listing(of: "state/tmp").isEmpty)
    }
}
