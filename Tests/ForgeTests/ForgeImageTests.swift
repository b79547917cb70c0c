import ConfigurationGraph
import Forge
import Foundation
import GraphStore
import ImageFixtures
import OCI
import OCIImages
import Synchronization
import Testing

@Suite("Forging an image")
struct ForgeImageTests {
    private static let base = LayoutBuilder.Layer.files(["etc/hostname": "base"])
    private static let top = LayoutBuilder.Layer.files(["srv/index.html": "top"])

    @Test("writes its nodes in one transaction, and its blobs by their digests")
    func nodes() async throws {
        let fixture = try ForgeFixture()
        let index = try fixture.layout.add(tag: "1.0", layers: [Self.base, Self.top], wrap: true) { configuration in
            configuration.history = [
                .init(createdBy: "base"), .init(createdBy: "ENV A=b", emptyLayer: true), .init(createdBy: "top"),
            ]
        }
        let forged = try await fixture.image()
        #expect(forged.revision == Revision(1) && !forged.alreadyThere && forged.layers == 2)
        let image = try #require(forged.image)
        #expect(image.imageName == "web" && image.tag == "1.0" && image.imageDigest == index.digest)
        #expect(image.root == NodeID(.imageIndex, index.digest.description))
        #expect(image.reference == "oci:\(fixture.layout.path):1.0")
        let closure = try await fixture.store.read {
            try $0.closure(of: [NodeID(.artefact, "web")], along: [.dependsOn])
        }
        #expect(closure.count == 6)
        let layers = try await fixture.store.read { try $0.values(Layer.self) }
        #expect(Set(layers.map(\.history)) == ["base", "top"])
        let blobs = closure.compactMap { Digest($0.name)?.hex }.map { "blobs/sha256/\($0)" }
        #expect(fixture.files == blobs.sorted())
    }

    @Test("twice is once: no new revision, no byte copied")
    func twice() async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [Self.base])
        let first = try await fixture.image()
        let files = fixture.files
        let second = try await fixture.image()
        #expect(second.alreadyThere && second.revision == first.revision && second.bytesCopied == 0)
        #expect(second.artefact == first.artefact && fixture.files == files)
    }

    @Test("makes good what is missing of an image that the graph has")
    func missingBlob() async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [Self.base])
        try await fixture.image()
        let files = fixture.files
        let blob = try "blobs/sha256/\(LayoutBuilder.digest(Self.base.tar).hex)"
        try FileManager.default.removeItem(atPath: fixture.folder.path("state/\(blob)"))
        let forged = try await fixture.image()
        #expect(forged.bytesCopied == Int64(Self.base.blob.count) && forged.revision == Revision(1))
        #expect(fixture.files == files)
    }

    @Test("shares layers between images: their nodes and their bytes")
    func shared() async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [Self.base])
        try fixture.layout.add(tag: "2.0", layers: [Self.base, Self.top])
        try await fixture.image("1.0", name: "one")
        let second = try await fixture.image("2.0", name: "two")
        #expect(second.bytesCopied == Int64(Self.top.blob.count))
        #expect(try await fixture.names(.layer).count == 2)
        #expect(try await fixture.names(.artefact) == ["one", "two"])
    }

    @Test("follows a tag that moved")
    func moved() async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [Self.base])
        let first = try await fixture.image()
        try FileManager.default.removeItem(atPath: fixture.layout.path)
        try LayoutBuilder(path: fixture.layout.path).add(tag: "1.0", layers: [Self.top])
        let second = try await fixture.image()
        #expect(second.revision == Revision(2) && second.image?.manifest != first.image?.manifest)
    }

    @Test("reports each layer's bytes to the last")
    func progress() async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [Self.base])
        let events = Events()
        try await fixture.image { event in events.add(event) }
        let copied = events.all.last { $0.phase == .copy }
        #expect(copied.map(\.done) == Int64(Self.base.blob.count) && copied?.done == copied?.total)
        #expect(events.all.contains { $0.phase == .read })
    }

    @Test(
        "makes the snapshots at once where that is wanted, and later where it isn't",
        .enabled(if: Requirement.root, "skipped: unpacking needs root"))
    func unpack() async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [Self.base, Self.top, Self.base])
        let forged = try await fixture.image(name: "now", unpack: true)
        let store = SnapshotStore(folder: fixture.folder.path("state/snapshots"), temporary: "")
        let paths = try [Self.base, Self.top].map { store.path(of: try LayoutBuilder.digest($0.tar)) }
        #expect(paths.allSatisfy(FileManager.default.isFolder))
        #expect(FileManager.default.contents(atPath: paths[0] + "/etc/hostname") == Data("base".utf8))
        try FileManager.default.removeItem(atPath: paths[1])
        try await fixture.forge.unpack(manifest: try #require(forged.image?.manifest))
        #expect(FileManager.default.contents(atPath: paths[1] + "/srv/index.html") == Data("top".utf8))
        let unknown = try LayoutBuilder.digest(Array("nothing".utf8))
        await #expect(throws: ForgeError.noImage(unknown)) { try await fixture.forge.unpack(manifest: unknown) }
    }
}

/// The events of one command.
private final class Events: Sendable {
    private let events = Mutex<[ForgeEvent]>([])

    var all: [ForgeEvent] { events.withLock { $0 } }

    func add(_ event: ForgeEvent) { events.withLock { $0.append(event) } }
}
