import ConfigurationGraph
import Foundation
import GraphStore
import ImageFixtures
import OCI
import OCIImages
import Testing

@testable import Forge

@Suite("Collecting garbage")
struct GarbageTests {
    private static let first = LayoutBuilder.Layer.files(["a": "first"])
    private static let second = LayoutBuilder.Layer.files(["a": "second"])

    @Test("removes what no artefact needs, and nothing else")
    func unneeded() async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [Self.first])
        try await fixture.image(name: "kept")
        let files = fixture.files
        try fixture.layout.add(tag: "2.0", layers: [Self.first, Self.second])
        try await fixture.image("2.0", name: "gone")
        try await fixture.store.commit(
            Transaction(author: "test", roles: [.forge], message: "delete", deletes: [NodeID(.artefact, "gone")]))
        let planned = try await fixture.forge.collectGarbage(dryRun: true, author: "test")
        #expect(planned.removed.map(\.kind) == ["node", "node", "node", "blob", "blob", "blob"])
        #expect(planned.bytes > Int64(Self.second.blob.count) && fixture.files.count == files.count + 3)
        let done = try await fixture.forge.collectGarbage(dryRun: false, author: "test")
        #expect(done == planned && fixture.files == files)
        #expect(try await fixture.names(.layer).count == 1)
        #expect(try await fixture.forge.collectGarbage(dryRun: false, author: "test").removed.isEmpty)
    }

    @Test(
        "keeps the image that an instance was started from, until it is gone",
        .enabled(if: Requirement.root, "skipped: unpacking needs root"))
    func instances() async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [Self.first])
        try await fixture.image(unpack: true)
        let manifest = NodeID(.imageManifest, try #require(try await fixture.names(.imageManifest).first))
        try FileManager.default.removeItem(atPath: fixture.layout.path)
        try LayoutBuilder(path: fixture.layout.path).add(tag: "1.0", layers: [Self.second])
        try await fixture.image(unpack: true)
        let before = fixture.files
        let kept = try await fixture.forge.collectGarbage(dryRun: false, author: "test") { [manifest] }
        #expect(kept.removed.isEmpty)
        #expect(fixture.files == before)
        let kinds = try await fixture.forge.collectGarbage(dryRun: false, author: "test").removed.map(\.kind)
        #expect(Set(kinds) == ["node", "blob", "snapshot"])
        #expect(!FileManager.default.fileExists(atPath: try fixture.snapshot(of: Self.first)))
        #expect(FileManager.default.fileExists(atPath: try fixture.snapshot(of: Self.second)))
        // Of an image that the graph doesn't know there is nothing to keep.
        let unknown = NodeID(.imageManifest, try LayoutBuilder.digest([7]).description)
        #expect(try await fixture.forge.collectGarbage(dryRun: false, author: "test") { [unknown] }.removed.isEmpty)
    }

    @Test("keeps the image that an instance is resolved for, though its artefact was another before the instance was")
    func resolvedFor() async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [Self.first])
        try await fixture.image()
        let manifest = try #require(try await fixture.names(.imageManifest).first)
        try FileManager.default.removeItem(atPath: fixture.layout.path)
        try LayoutBuilder(path: fixture.layout.path).add(tag: "1.0", layers: [Self.second])
        try await fixture.image()
        let spec = RuntimeSpecNode(
            digest: try LayoutBuilder.digest([1]), spec: .object([:]),
            parameters: ["image.manifest": .string(manifest)], provenance: [])
        let instance = Instance(name: "shop-1", automaton: "shop", host: "h", spec: spec.nodeName, idBase: 0)
        try await start(instance, spec, in: fixture.store)
        #expect(try await fixture.forge.collectGarbage(dryRun: false, author: "test").removed.isEmpty)
    }

    @Test("removes what a command that was killed left unfinished, and leaves alone what one is writing")
    func leftovers() async throws {
        let fixture = try ForgeFixture()
        let folders = StateFolders(state: fixture.folder.path("state"))
        try folders.create()
        try FileManager.default.createDirectory(
            atPath: folders.temporary + "/forge-1/x", withIntermediateDirectories: true)
        do {
            let writing = try await Lease.take(folders, exclusive: false)
            let another = try await Lease.take(folders, exclusive: false)
            #expect(try Lease.attempt(folders, exclusive: true) == nil)
            try fixture.forge.removeLeftovers()
            #expect(FileManager.default.fileExists(atPath: folders.temporary + "/forge-1"))
            _ = consume writing
            _ = consume another
        }
        try fixture.forge.removeLeftovers()
        #expect(fixture.folder.listing(of: "state/tmp").isEmpty)
    }

    private func start(_ instance: Instance, _ spec: RuntimeSpecNode, in store: InMemoryGraphStore) async throws {
        let place = SourceLocation(file: "test.yaml", line: 1, column: 1)
        let automaton = Automaton(
            name: instance.automaton, artefact: "web", declaration: Declaration(set: "test", location: place))
        let features = Host.Features(
            runtime: "crun", runtimeVersion: "1.8.1", cgroups: "v2", apparmor: false, selinux: false,
            idmappedLayers: true, network: true, maximumOpenFiles: 1024)
        let host = Host(
            name: instance.host, architecture: "amd64", kernelVersion: "6.1", cpus: 2, memory: 1 << 30,
            features: features, cgroupParent: "/test", idRangeStart: 1 << 20, idRangeSize: 1 << 20)
        try await store.commit(
            Transaction(
                author: "test", roles: Set(Role.allCases), message: "start",
                puts: [automaton.node, host.node, spec.node, instance.node]))
    }
}

extension ForgeFixture {
    /// Where the snapshot of a layer is, or would be.
    fileprivate func snapshot(of layer: LayoutBuilder.Layer) throws -> String {
        forge.folders.snapshotStore.path(of: try LayoutBuilder.digest(layer.tar))
    }
}
