import ConfigurationGraph
import Forge
import Foundation
import GraphStore
import ImageFixtures
import OCI
import OCIImages
import Testing

/// An image that must not be forged, beside a good one that is there.
struct BadImage: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var words: String
    var make: @Sendable (LayoutBuilder) throws -> Void

    init(_ description: String, says words: String, _ make: @escaping @Sendable (LayoutBuilder) throws -> Void) {
        testDescription = description
        self.words = words
        self.make = make
    }

    private static let good = LayoutBuilder.Layer.files(["a": "good"])

    /// An image of the good layer and another.
    private static func layer(
        _ description: String, says words: String, _ build: @escaping @Sendable (inout TarBuilder) -> Void
    ) -> BadImage {
        BadImage(description, says: words) { layout in
            try layout.add(tag: "bad", layers: [good, .init(TarBuilder.archive(build))])
        }
    }

    /// An image whose only layer's blob is changed in the layout.
    private static func blob(
        _ description: String, says words: String, _ change: @escaping @Sendable (String) throws -> Void
    ) -> BadImage {
        BadImage(description, says: words) { layout in
            let layer = LayoutBuilder.Layer.files(["b": "to be changed"])
            try layout.add(tag: "bad", layers: [layer])
            try change(layout.path(of: LayoutBuilder.digest(layer.blob)))
        }
    }

    static let all: [BadImage] = [
        blob("a blob of another digest", says: "should have the digest") { path in
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            bytes[600] ^= 1
            try bytes.write(to: URL(fileURLWithPath: path))
        },
        blob("a blob that is too long", says: "bytes, and has more") { path in
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            try (bytes + [0]).write(to: URL(fileURLWithPath: path))
        },
        blob("a blob that is cut off", says: "bytes, and has 700") { path in
            try Data(contentsOf: URL(fileURLWithPath: path)).prefix(700).write(to: URL(fileURLWithPath: path))
        },
        blob("a blob that is missing", says: "is missing") { try FileManager.default.removeItem(atPath: $0) },
        BadImage("a layer of another diff id", says: "diff id") { layout in
            let other = LayoutBuilder.Layer.files(["b": "other"])
            try layout.add(tag: "bad", layers: [good, other]) { $0.rootfs.diffIDs.swapAt(0, 1) }
        },
        BadImage("a layer that is no tar", says: "can't be read") { layout in
            try layout.add(tag: "bad", layers: [.init(Array(repeating: UInt8(ascii: "x"), count: 4096))])
        },
        BadImage("another machine's image", says: "has no manifest for") { layout in
            try layout.add(tag: "bad", layers: [good], architecture: "s390x", wrap: true)
        },
        BadImage("a User that isn't there", says: "the image's User 'ghost' isn't in its /etc/passwd") { layout in
            try layout.add(tag: "bad", layers: [good]) { configuration in
                configuration.config = .init()
                configuration.config?.user = "ghost"
            }
        },
        BadImage("an entry below a lower layer's link", says: "entry 'lib/x' lies below 'lib'") { layout in
            let link = TarBuilder.archive { $0.symlink("lib", to: "/etc") }
            try layout.add(tag: "bad", layers: [.init(link), .files(["lib/x": ""])])
        },
        layer("an entry that leads out", says: "entry '../x' leads out") { $0.file("../x") },
        layer("an absolute path", says: "entry '/x' has an absolute path") { $0.file("/x") },
        layer("an entry below a link", says: "entry 'l/x' lies below 'l'") {
            $0.symlink("l", to: "..")
            $0.file("l/x")
        },
        layer("a whiteout below a link", says: "lies below 'l'") {
            $0.symlink("l", to: "..")
            $0.file("l/.wh.x")
        },
        layer("a hard link to outside", says: "hard link to '../x'") { $0.hardLink("h", to: "../x") },
        layer("a device", says: "entry 'null' is a device") { $0.add("null", type: "3") },
        layer("an empty name", says: "has an empty name") { $0.file("") },
        layer("a NUL in a name", says: "NUL") { $0.add("n", type: "0", pax: [("path", [97, 0, 98])]) },
    ]
}

@Suite("A bad image")
struct BadImageTests {
    @Test("is refused with a reason, and leaves graph and disk as they were", arguments: BadImage.all)
    func refused(_ bad: BadImage) async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [.files(["a": "good"])])
        try await fixture.image()
        try bad.make(fixture.layout)
        try await expectNothingChanged(fixture) {
            let error = await #expect(throws: (any Error).self) { try await fixture.image("bad", name: "bad") }
            #expect(error.map { "\($0)".contains(bad.words) } == true, "\(error.map { "\($0)" } ?? "no error")")
        }
    }

    @Test("is refused when it isn't what its declaration says")
    func unexpected() async throws {
        let fixture = try ForgeFixture()
        let manifest = try fixture.layout.add(tag: "1.0", layers: [.files(["a": "good"])])
        let other = try LayoutBuilder.digest([UInt8]("other".utf8))
        for expected in [
            ExpectedImage(imageName: "other"), ExpectedImage(imageDigest: other), ExpectedImage(sha256: other),
        ] {
            try await expectNothingChanged(fixture) {
                await #expect(throws: ForgeError.self) { try await fixture.image(expecting: expected) }
            }
        }
        let forged = try await fixture.image(
            expecting: ExpectedImage(imageName: "web", imageDigest: manifest.digest))
        let sha256 = try #require(forged.image?.sha256)
        #expect(try await fixture.image(expecting: ExpectedImage(sha256: sha256)).alreadyThere)
        // Also an image that is there already is checked.
        await #expect(throws: ForgeError.unexpected("sha256", declared: "\(other)", found: "\(sha256)")) {
            try await fixture.image(expecting: ExpectedImage(sha256: other))
        }
    }

    @Test("is refused when its layers pass the limits given")
    func limits() async throws {
        let fixture = try ForgeFixture(limits: LayerLimits(bytes: 4000))
        try fixture.layout.add(tag: "1.0", layers: [.files(["a": String(repeating: "x", count: 5000)])])
        try await expectNothingChanged(fixture) {
            await #expect(throws: LayerError.self) { try await fixture.image() }
        }
    }

    @Test(
        "can't be forged under a name that is none",
        arguments: ["", "Web", "a/b", "-a", "ä", String(repeating: "a", count: 64)])
    func names(_ name: String) async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [.files(["a": "good"])])
        await #expect(throws: ForgeError.badName(name)) { try await fixture.image(name: name) }
    }

    private func expectNothingChanged(_ fixture: ForgeFixture, _ work: () async throws -> Void) async throws {
        let (files, revision) = (fixture.files, await fixture.store.revision())
        try await work()
        #expect(fixture.files == files)
        #expect(fixture.folder.listing(of: "state/tmp").isEmpty)
        #expect(await fixture.store.revision() == revision)
    }
}
