import Foundation
import ImageFixtures
import OCI
import Processes
import Testing

@testable import OCIImages

@Suite("Images in archives")
struct ArchiveSourceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// One image as `docker save` has it: the configuration, and layers that aren't compressed.
    private struct Saved {
        let configuration: Data
        let layer: [UInt8]
        var name: String { "\((try? LayoutBuilder.digest(configuration))?.hex ?? "").json" }

        init(_ content: String) throws {
            layer = TarBuilder.archive { $0.file("a", content) }
            configuration = try CanonicalJSON.encode(
                ImageConfiguration(
                    architecture: Platform.host.architecture,
                    rootfs: .init(diffIDs: [try LayoutBuilder.digest(layer)])))
        }
    }

    private func archive(_ build: (inout TarBuilder) -> Void) throws -> String {
        try folder.write("save.tar", TarBuilder.archive(build))
    }

    private func image(_ reference: String) throws -> (SourcedImage, any ImageSource) {
        let source = try ImageSources.open(try ImageReference(parsing: reference))
        return (try source.image(for: .host), source)
    }

    private func bytes(_ blob: Descriptor, in source: any ImageSource) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try source.read(blob) { bytes += $0 }
        return bytes
    }

    @Test("docker save's archive: layers in folders of their own, one of them a link to another's")
    func dockerSave() throws {
        let (one, two) = (try Saved("one"), try Saved("two"))
        let path = try archive { tar in
            tar.add("a/layer.tar", type: "0", content: one.layer)
            tar.add("b/layer.tar", type: "0", content: two.layer)
            tar.symlink("c/layer.tar", to: "../a/layer.tar")
            tar.add(one.name, type: "0", content: Array(one.configuration))
            tar.add(two.name, type: "0", content: Array(two.configuration))
            tar.file(
                "manifest.json",
                """
                [{"Config":"\(one.name)","RepoTags":["shop:1","shop:latest"],"Layers":["c/layer.tar"]},
                 {"Config":"\(two.name)","RepoTags":["localhost:5000/shop:2"],"Layers":["b/layer.tar"]}]
                """)
        }
        let (first, source) = try image("docker-archive:\(path):shop")
        #expect(first.imageName == "shop")
        #expect(try bytes(first.manifest.layers[0], in: source) == one.layer)
        #expect(first.configurationBytes == one.configuration)
        let (second, _) = try image("docker-archive:\(path):localhost:5000/shop:2")
        #expect(second.tag == "2")
        #expect(second.manifest.layers[0].digest == (try LayoutBuilder.digest(two.layer)))
        let several = #expect(throws: ImageError.self) { try image("docker-archive:\(path)") }
        #expect(several.map { "\($0)" }?.hasSuffix("name one of shop:1, shop:latest, localhost:5000/shop:2") == true)
        let none = #expect(throws: ImageError.self) { try image("docker-archive:\(path):other") }
        #expect(none.map { "\($0)" }?.hasPrefix("there is no image 'other'") == true)
    }

    @Test("a docker-archive whose links lead in a circle is refused")
    func circle() throws {
        let saved = try Saved("one")
        let path = try archive { tar in
            tar.symlink("a.tar", to: "b.tar")
            tar.symlink("b.tar", to: "a.tar")
            tar.add(saved.name, type: "0", content: Array(saved.configuration))
            tar.file("manifest.json", "[{\"Config\":\"\(saved.name)\",\"Layers\":[\"a.tar\"]}]")
        }
        let error = #expect(throws: ImageError.self) { try image("docker-archive:\(path)") }
        #expect(error.map { "\($0)" }?.contains("lead in a circle") == true)
    }

    @Test("a docker-archive that lacks something says what")
    func incomplete() throws {
        let saved = try Saved("one")
        func words(_ manifest: String?) throws -> String? {
            let path = try archive { tar in
                tar.add("l.tar", type: "0", content: saved.layer)
                tar.add("c.json", type: "0", content: Array(saved.configuration))
                if let manifest { tar.file("manifest.json", manifest) }
            }
            return (#expect(throws: ImageError.self) { try image("docker-archive:\(path)") }).map { "\($0)" }
        }
        #expect(try words(nil)?.contains("manifest.json is missing") == true)
        #expect(try words("[")?.contains("manifest.json is wrong: it is no JSON: line 1, column 2") == true)
        #expect(try words(#"[{"Config":"x.json","Layers":["l.tar"]}]"#)?.contains("x.json is missing") == true)
        #expect(try words(#"[{"Config":"c.json","Layers":["m.tar"]}]"#)?.contains("layer m.tar is missing") == true)
        #expect(try words(#"[{"Config":"c.json","Layers":[]}]"#)?.contains("0 layers for 1 diff_ids") == true)
        #expect(
            try words(#"[{"Config":"l.tar","Layers":["l.tar"]}]"#)?.contains("l.tar is wrong: it is no JSON") == true)
    }

    @Test("an archive that ends early, or is none, is refused")
    func truncated() throws {
        let saved = try Saved(String(repeating: "x", count: 4000))
        let whole = TarBuilder.archive { tar in
            tar.add("c.json", type: "0", content: Array(saved.configuration))
            tar.file("manifest.json", #"[{"Config":"c.json","Layers":["l.tar"]}]"#)
            tar.add("l.tar", type: "0", content: saved.layer)
        }
        let cut = try folder.write("cut.tar", whole.prefix(whole.count - 4096))
        #expect(throws: ImageError.self) {
            let (found, source) = try image("docker-archive:\(cut)")
            _ = try bytes(found.manifest.layers[0], in: source)
        }
        let none = try folder.write("none.tar", Array(repeating: UInt8(ascii: "x"), count: 2000))
        #expect(throws: ImageError.self) { try image("docker-archive:\(none)") }
        #expect(throws: ImageError.self) { try image("oci-archive:\(none)") }
    }

    @Test(
        "a layout in a tar archive, plain and gzipped, is the same as in a folder",
        .enabled(if: Requirement.program("tar")))
    func layoutArchive() async throws {
        let layout = try LayoutBuilder(path: folder.path("layout"))
        let layer = LayoutBuilder.Layer(TarBuilder.archive { $0.file("a", "b") })
        let manifest = try layout.add(tag: "1", layers: [layer], wrap: true)
        for (name, option) in [("plain.tar", "-cf"), ("packed.tar", "-czf")] {
            let path = folder.path(name)
            _ = try await Command("tar", ["-C", layout.path, option, path, "."]).output()
            let (found, source) = try image("oci-archive:\(path):1")
            #expect(found.root.digest == manifest.digest)
            #expect(try bytes(found.manifest.layers[0], in: source) == layer.blob)
        }
    }
}
