import Foundation
import ImageFixtures
import OCI
import Testing

@testable import OCIImages

@Suite("Image layouts")
struct LayoutSourceTests {
    private static let layer = LayoutBuilder.Layer(TarBuilder.archive { $0.file("a", "b") })

    private let folder: TemporaryFolder
    private let layout: LayoutBuilder

    init() throws {
        folder = try TemporaryFolder()
        layout = try LayoutBuilder(path: folder.path("layout"))
    }

    private func image(_ tag: String? = nil, for platform: Platform = .host) throws -> SourcedImage {
        let text = "oci:\(layout.path)" + (tag.map { ":\($0)" } ?? "")
        return try ImageSources.open(try ImageReference(parsing: text)).image(for: platform)
    }

    private func words(_ tag: String? = nil, for platform: Platform = .host) -> String? {
        do {
            _ = try image(tag, for: platform)
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(layout.path)/\(name)"))
    }

    @Test("the only image needs no tag; of several one must be named")
    func names() throws {
        try layout.add(tag: "1", layers: [Self.layer])
        #expect(try image().manifest.layers.count == 1)
        #expect(try image("1").tag == "1")
        try layout.add(tag: "2", layers: [Self.layer, Self.layer])
        #expect(try image("2").manifest.layers.count == 2)
        #expect(words() == "\(layout.path) holds several images; name one of 1, 2")
        #expect(words("3") == "there is no image '3' in \(layout.path); there is 1, 2")
    }

    @Test("an image without a tag is found")
    func untagged() throws {
        var entry = try layout.add(tag: "1", layers: [Self.layer])
        entry.annotations = nil
        try layout.replaceIndex([entry])
        #expect(try image().manifestDescriptor == entry)
        #expect(words("1")?.hasSuffix("there is none") == true)
    }

    @Test("a layout that isn't one is told by what it lacks")
    func incomplete() throws {
        try layout.add(tag: "1", layers: [Self.layer])
        try write("oci-layout", #"{"imageLayoutVersion":"1.1.0"}"#)
        #expect(words() == "\(layout.path) is a layout of version 1.1.0; 1.0.0 is known")
        try write("oci-layout", "{}")
        #expect(words() == "\(layout.path) is no image layout: oci-layout names no imageLayoutVersion")
        try FileManager.default.removeItem(atPath: layout.path + "/oci-layout")
        #expect(words() == "\(layout.path) is no image layout: the file oci-layout is missing")
        try write("oci-layout", #"{"imageLayoutVersion":"1.0.0","later":1}"#)
        try FileManager.default.removeItem(atPath: layout.path + "/index.json")
        #expect(words() == "\(layout.path) is no image layout: the file index.json is missing")
        try write("index.json", "{\"schemaVersion\":2,\n}")
        #expect(words()?.contains("index.json is wrong: it is no JSON: line 2, column 1") == true)
        try write("index.json", #"{"schemaVersion":2,"manifests":[{"mediaType":"a/b","size":1,"digest":"x"}]}"#)
        #expect(words()?.contains("manifests.[0].digest: 'x' is no digest") == true)
    }

    @Test("a layer that is to be had elsewhere is named with where")
    func foreign() throws {
        try layout.add(tag: "1", layers: [Self.layer])
        let source = try ImageSources.open(try ImageReference(parsing: "oci:\(layout.path)"))
        var blob = try #require(try source.image(for: .host).manifest.layers.first)
        try FileManager.default.removeItem(atPath: layout.path(of: blob.digest))
        #expect(throws: ImageError.missingBlob(blob.digest)) { try source.read(blob) { _ in } }
        blob.urls = ["https://example.com/layer"]
        #expect(throws: ImageError.foreignBlob(blob.digest, urls: ["https://example.com/layer"])) {
            try source.read(blob) { _ in }
        }
    }

    @Test("a blob by an algorithm that can't be computed is not taken unchecked")
    func unknownAlgorithm() throws {
        let digest = try #require(Digest("blake9:0a"))
        try FileManager.default.createDirectory(
            atPath: layout.path + "/blobs/blake9", withIntermediateDirectories: true)
        try write("blobs/blake9/0a", "x")
        try layout.add(tag: "1", layers: [Self.layer])
        let source = try ImageSources.open(try ImageReference(parsing: "oci:\(layout.path)"))
        #expect(throws: ImageError.unknownAlgorithm(digest)) {
            try source.read(Descriptor(mediaType: .layerTar, digest: digest, size: 1)) { _ in }
        }
    }
}

/// Which image of an index is for a machine.
@Suite("Platforms")
struct PlatformChoiceTests {
    private func entry(_ number: UInt8, _ platform: Platform?, _ type: MediaType = .imageManifest) throws -> Descriptor
    {
        let digest = try #require(Digest(algorithm: .sha256, bytes: [UInt8](repeating: number, count: 32)))
        return Descriptor(mediaType: type, digest: digest, size: 1, platform: platform)
    }

    private func choose(
        _ platforms: [Platform?], for machine: Platform, nested: [Platform?] = []
    ) throws -> Int {
        var entries = try platforms.enumerated().map { try entry(UInt8($0.offset), $0.element) }
        let inner = try nested.enumerated().map { try entry(UInt8(100 + $0.offset), $0.element) }
        if !nested.isEmpty { entries.append(try entry(99, nil, .imageIndex)) }
        let chosen = try PlatformChoice(platform: machine) { _ in inner }.manifest(among: entries)
        return try #require((entries + inner).firstIndex { $0.digest == chosen.digest })
    }

    private func platform(_ text: String) -> Platform {
        let parts = text.split(separator: "/").map(String.init)
        return Platform(os: parts[0], architecture: parts[1], variant: parts.count > 2 ? parts[2] : nil)
    }

    @Test(
        "the entry is taken that asks for most of what the machine has",
        arguments: [
            (["linux/amd64", "linux/arm64"], "linux/arm64", 1), (["windows/amd64", "linux/amd64"], "linux/amd64", 1),
            (["linux/amd64", "linux/amd64"], "linux/amd64", 0), (["linux/arm64/v8"], "linux/arm64", 0),
            (["linux/arm64"], "linux/arm64/v8", 0), (["linux/amd64/v3", "linux/amd64"], "linux/amd64", 1),
            (["linux/amd64", "linux/amd64/v2", "linux/amd64/v3"], "linux/amd64/v3", 2),
            (["linux/arm/v5", "linux/arm/v6", "linux/arm/v7"], "linux/arm/v6", 1),
            (["linux/arm/v6", "linux/arm/v7"], "linux/arm", 1),
            (["linux/arm64/v8", "linux/arm64/v8.1"], "linux/arm64/v9", 1),
        ])
    func fitting(offered: [String], machine: String, place: Int) throws {
        #expect(try choose(offered.map(platform), for: platform(machine)) == place)
    }

    @Test("an index in an index is looked into, and several levels are too many")
    func nested() throws {
        #expect(
            try choose([platform("linux/s390x")], for: platform("linux/amd64"), nested: [platform("linux/amd64")]) == 2)
        let loop = try entry(1, nil, .imageIndex)
        let error = #expect(throws: ImageError.self) {
            try PlatformChoice(platform: .host) { _ in [loop] }.manifest(among: [loop])
        }
        #expect(error.map { "\($0)" }?.contains("deeper than") == true)
    }

    @Test("what there is is listed where nothing fits; the only one may leave its platform unsaid")
    func missing() throws {
        let error = #expect(throws: ImageError.self) {
            try choose([platform("linux/s390x"), platform("linux/amd64/v3")], for: platform("linux/amd64"))
        }
        #expect(
            error.map { "\($0)" } == "the image has no manifest for linux/amd64; it has linux/s390x, linux/amd64/v3")
        #expect(try choose([nil], for: platform("linux/amd64")) == 0)
    }
}
