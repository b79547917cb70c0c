import ConfigurationGraph
import Foundation
import ImageFixtures
import OCI
import OCIImages
import Processes
import Testing

@testable import Forge

@Suite("The sha256 is skopeo's", .enabled(if: Requirement.program("skopeo"), "skipped: no skopeo"))
struct SkopeoDigestTests {
    private static func layer(_ number: Int) -> LayoutBuilder.Layer {
        .files(["file-\(number)": String(repeating: "\(number)", count: number * 3000)])
    }

    @Test(
        "for one layer, for several, for one that comes twice, and for none",
        arguments: [[1], [1, 2, 3], [1, 2, 1], []])
    func layers(_ numbers: [Int]) async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: numbers.map(Self.layer))
        try await expectSkopeosDigest(fixture, "1.0", as: "web:1.0")
    }

    @Test(
        "however the layers are compressed; skopeo itself refuses zstd here",
        .enabled(if: Requirement.program("zstd"), "skipped: no zstd"), arguments: ["gzip", "zstd"])
    func compressed(_ program: String) async throws {
        let (plain, packed) = (try ForgeFixture(), try ForgeFixture())
        var layers = [Self.layer(4), Self.layer(7)]
        try plain.layout.add(tag: "1.0", layers: layers)
        for index in layers.indices {
            let path = try packed.folder.write("plain", layers[index].tar)
            try await Command("sh", ["-c", "\(program) -c \(path) > \(path).packed"]).output()
            layers[index].blob = Array(try Data(contentsOf: URL(fileURLWithPath: path + ".packed")))
            layers[index].mediaType = program == "gzip" ? .layerGzip : .layerZstd
        }
        try packed.layout.add(tag: "1.0", layers: layers)
        let archive = plain.folder.path("skopeo.tar")
        try await copy("oci:\((program == "gzip" ? packed : plain).layout.path):1.0", to: archive, as: "web:1.0")
        #expect(try await packed.image().image?.sha256 == digest(of: archive))
    }

    @Test("whatever the configuration says, and in whatever order")
    func configuration() async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "v2.1_a-b", layers: [Self.layer(1), Self.layer(2)]) { configuration in
            configuration.created = "2024-01-02T03:04:05Z"
            configuration.author = "A & B <a@b.example>"
            var execution = ImageConfiguration.Execution()
            execution.env = ["PATH=/bin", "HTML=<b>&amp;</b>", "LINES=a\u{2028}b\u{2029}c", "QUOTE=\"\\\t"]
            execution.labels = ["ключ": "значение", "empty": ""]
            execution.exposedPorts = ["80/tcp": .object([:])]
            configuration.config = execution
        }
        try await expectSkopeosDigest(fixture, "v2.1_a-b", as: "web:v2.1_a-b")
    }

    @Test("for what docker save writes, by the name it has there")
    func dockerArchive() async throws {
        let fixture = try ForgeFixture()
        try fixture.layout.add(tag: "1.0", layers: [Self.layer(1), Self.layer(2)])
        let name = "registry.example:5000/team/\(String(repeating: "long-", count: 20))name:1.0"
        let archive = fixture.folder.path("saved.tar")
        try await copy("oci:\(fixture.layout.path):1.0", to: archive, as: name)
        let forged = try await fixture.forge.image(
            ImageReference(parsing: "docker-archive:\(archive)"), name: "saved", author: "test")
        #expect(forged.image?.imageName == String(name.dropLast(4)) && forged.image?.tag == "1.0")
        #expect(try forged.image?.sha256 == digest(of: archive))
    }

    @Test(
        "with names as docker writes them in full",
        arguments: [
            ("web", "docker.io/library/web"), ("team/web", "docker.io/team/web"),
            ("docker.io/web", "docker.io/library/web"), ("docker.io/library/web", "docker.io/library/web"),
            ("quay.io/a/b", "quay.io/a/b"), ("localhost/web", "localhost/web"), ("host:5000/web", "host:5000/web"),
        ])
    func names(_ name: String, _ full: String) {
        #expect(DockerArchiveDigest.normalised(name) == full)
    }

    private func expectSkopeosDigest(_ fixture: ForgeFixture, _ tag: String, as name: String) async throws {
        let archive = fixture.folder.path("skopeo.tar")
        try await copy("oci:\(fixture.layout.path):\(tag)", to: archive, as: name)
        let forged = try await fixture.image(tag)
        #expect(try forged.image?.sha256 == digest(of: archive))
    }

    private func copy(_ source: String, to archive: String, as name: String) async throws {
        try await Command(
            "skopeo", ["--insecure-policy", "copy", source, "docker-archive:\(archive):\(name)"]
        ).output()
    }

    private func digest(of file: String) throws -> Digest {
        try LayoutBuilder.digest(Data(contentsOf: URL(fileURLWithPath: file)))
    }
}
