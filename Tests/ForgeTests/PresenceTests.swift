import ConfigurationGraph
import Foundation
import GraphStore
import ImageFixtures
import OCIImages
import Testing

@testable import Forge

@Suite("What is present") struct PresenceTests {
    @Test("an image is there while each of its layers is, packed or unpacked; one known of the graph alone isn't")
    func images() async throws {
        let fixture = try ForgeFixture()
        let base = LayoutBuilder.Layer.files(["a": "first"])
        let top = LayoutBuilder.Layer.files(["b": "second"])
        try fixture.layout.add(tag: "1.0", layers: [base])
        try fixture.layout.add(tag: "2.0", layers: [base, top])
        try await fixture.image(name: "one")
        // A name more for the same is no artefact more.
        try await fixture.image(name: "same")
        try await fixture.image("2.0", name: "two")
        let artefacts = try await fixture.store.read { try $0.values(Artefact.self) }
        let digests = Dictionary(uniqueKeysWithValues: artefacts.map { ($0.name, $0.digest) })
        let one = try #require(digests["one"])
        let two = try #require(digests["two"])
        #expect(one == digests["same"])
        #expect(try await fixture.forge.presentArtefacts() == [one, two].sorted())

        let blob = fixture.forge.content.path(of: try LayoutBuilder.digest(top.blob))
        try FileManager.default.removeItem(atPath: blob)
        #expect(try await fixture.forge.presentArtefacts() == [one])
        let snapshot = fixture.forge.folders.snapshotStore.path(of: try LayoutBuilder.digest(top.tar))
        try FileManager.default.createDirectory(atPath: snapshot, withIntermediateDirectories: true)
        #expect(try await fixture.forge.presentArtefacts() == [one, two].sorted())

        let elsewhere = Forge(state: fixture.folder.path("elsewhere"), store: fixture.store)
        #expect(try await elsewhere.presentArtefacts() == [])
    }
}
