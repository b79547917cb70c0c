import ConfigurationGraph
import Foundation
import GraphStore
import ImageFixtures
import OCI
import OCIImages
import Testing

@testable import Forge

@Suite("An image that is looked at beforehand")
struct PreviewTests {
    private static let accounts = LayoutBuilder.Layer.files(["etc/passwd": "web:x:7:8::/:/bin/sh\n", "etc/group": ""])

    private func user(_ name: String) -> (inout ImageConfiguration) -> Void {
        { configuration in
            configuration.config = .init()
            configuration.config?.user = name
        }
    }

    @Test("has the nodes that forging makes, but for what its layers alone tell", arguments: [true, false])
    func nodes(wrapped: Bool) async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [.files(["a": "one"])], wrap: wrapped, user("7:8"))
        let preview = try await fixture.forge.preview(try fixture.reference("1.0"), name: "web")
        #expect(fixture.files == [])
        #expect(await fixture.store.revision() == .zero)
        let forged = try await fixture.image(name: "web")
        let nodes = try await fixture.store.read { view in
            try preview.map { try #require(try view.node($0.id)).node }
        }
        #expect(preview.count == 4 + (wrapped ? 1 : 0))
        #expect(preview.dropLast() == nodes.dropLast())
        guard case .artefact(var artefact) = preview.last, case .image(var image) = artefact.content else {
            Issue.record("no artefact")
            return
        }
        image.sha256 = try #require(forged.image?.sha256)
        artefact.content = .image(image)
        #expect(artefact == forged.artefact)
        // What was forged is what is known of it.
        #expect(try await fixture.forge.preview(try fixture.reference("1.0"), name: "web") == nodes)
    }

    @Test("has the user that the artefact has, where only the layers tell who that is")
    func user() async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1", layers: [Self.accounts], user("web"))
        try fixture.layout.add(tag: "2", layers: [Self.accounts, .files(["a": ""])], user("web"))
        func chosen(in preview: [Node]) -> ImageUser? {
            for case .imageConfig(let config) in preview { return config.user }
            return nil
        }
        #expect(chosen(in: try await fixture.forge.preview(try fixture.reference("2"), name: "web")) == ImageUser())
        try await fixture.image("1", name: "web")
        let preview = try await fixture.forge.preview(try fixture.reference("2"), name: "web")
        #expect(chosen(in: preview) == ImageUser(uid: 7, gid: 8))
    }

    @Test("is refused for a layer that is missing or has another length, and for what isn't declared")
    func refused() async throws {
        let fixture = try ForgeFixture()
        let layer = LayoutBuilder.Layer.files(["a": "one"])
        try fixture.layout.add(tag: "1.0", layers: [layer])
        let (digest, reference) = (try LayoutBuilder.digest(layer.blob), try fixture.reference("1.0"))
        await #expect(throws: ForgeError.self) {
            try await fixture.forge.preview(reference, name: "web", expecting: ExpectedImage(imageName: "other"))
        }
        let size = Int64(layer.blob.count)
        try Data(layer.blob.dropLast()).write(to: URL(fileURLWithPath: fixture.layout.path(of: digest)))
        await #expect(throws: ImageError.wrongSize(digest, expected: size, found: size - 1)) {
            try await fixture.forge.preview(reference, name: "web")
        }
        try FileManager.default.removeItem(atPath: fixture.layout.path(of: digest))
        await #expect(throws: ImageError.missingBlob(digest)) {
            try await fixture.forge.preview(reference, name: "web")
        }
    }
}
