import ConfigurationGraph
import Forge
import GraphStore
import ImageFixtures
import OCI
import Testing

@Suite("An image's User")
struct UserLookupTests {
    private static let accounts = LayoutBuilder.Layer.files([
        "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nweb:x:101:102::/srv:/bin/false\nbroken:x\n",
        "etc/group": "root:x:0:\nweb:x:102:\nlogs:x:200:other,web\ntape:x:30:web\nold:x:7:websurfer\n",
    ])

    @Test(
        "is looked up in the image's own files",
        arguments: [
            (nil, ImageUser()), ("", ImageUser()), ("root", ImageUser()),
            ("web", ImageUser(uid: 101, gid: 102, additionalGids: [30, 200])),
            ("101", ImageUser(uid: 101, gid: 102, additionalGids: [30, 200])),
            ("web:logs", ImageUser(uid: 101, gid: 200)), ("web:5", ImageUser(uid: 101, gid: 5)),
            ("77", ImageUser(uid: 77)), ("77:88", ImageUser(uid: 77, gid: 88)),
            ("77:web", ImageUser(uid: 77, gid: 102)),
        ] as [(String?, ImageUser)])
    func found(_ text: String?, _ user: ImageUser) async throws {
        #expect(try await self.user(text, [Self.accounts]) == user)
    }

    @Test(
        "that isn't there is an error that says where it was looked for",
        arguments: [
            ("nobody", "nobody", "/etc/passwd"), ("broken", "broken", "/etc/passwd"),
            ("web:nogroup", "nogroup", "/etc/group"), ("-1", "-1", "/etc/passwd"),
            ("4294967296", "4294967296", "/etc/passwd"),
        ])
    func missing(_ text: String, _ name: String, _ file: String) async throws {
        await #expect(throws: ForgeError.unknownUser(name, file: file)) { try await user(text, [Self.accounts]) }
    }

    @Test("is the topmost layer's, and nobody's where a layer hides the file")
    func layers() async throws {
        let above = LayoutBuilder.Layer.files(["etc/passwd": "web:x:1:1::/:/bin/sh\n"])
        #expect(try await user("web", [Self.accounts, above]) == ImageUser(uid: 1, gid: 1, additionalGids: [30, 200]))
        for marker in ["etc/.wh.passwd", ".wh.etc", "etc/.wh..wh..opq", ".wh..wh..opq"] {
            let hiding = LayoutBuilder.Layer.files([marker: ""])
            await #expect(throws: ForgeError.self) { try await user("web", [Self.accounts, hiding]) }
            let both = LayoutBuilder.Layer.files(["etc/passwd": "web:x:1:1::/:/bin/sh\n", marker: ""])
            #expect(try await user("web:9", [Self.accounts, both]) == ImageUser(uid: 1, gid: 9))
        }
    }

    private func user(_ text: String?, _ layers: [LayoutBuilder.Layer]) async throws -> ImageUser? {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: layers) { configuration in
            var execution = ImageConfiguration.Execution()
            execution.user = text
            configuration.config = execution
        }
        try await fixture.image()
        return try await fixture.store.read { try $0.values(ImageConfigNode.self).first?.user }
    }
}
