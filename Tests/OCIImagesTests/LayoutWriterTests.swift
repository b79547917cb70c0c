import Foundation
import Glibc
import ImageFixtures
import OCI
import Processes
import Testing

@testable import OCIImages

@Suite("Writing image layouts")
struct LayoutWriterTests {
    @Test("the same entries are the same bytes, a tar that holds what was added, and nothing of the machine")
    func bytes() throws {
        let folder = try TemporaryFolder()
        let writer = try LayoutWriter(folder.path("oci"))
        let first = try Self.layer(writer)
        let locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)
        let before = uselocale(locale)
        defer { uselocale(before) }
        let second = try Self.layer(writer)
        #expect(first.digest == second.digest && first.size == second.size)
        // What a program in C made of the same entries by libarchive 3.6.2, in two locales. Where another libarchive writes
        // other bytes, images aren't the same everywhere, as docs/nix.md says they are.
        #expect(first.digest.hex == "389529b967d660411a5e959a650eb7b6aa2fb8557dd93aefa11e1fe75aac9baa")
    }

    @Test("tar takes a layer for what was added", .enabled(if: Requirement.program("tar"), "skipped: no tar"))
    func tar() async throws {
        let folder = try TemporaryFolder()
        let blob = try Self.layer(try LayoutWriter(folder.path("oci")), keptAt: folder.path("layer.tar"))
        #expect(blob.size % 512 == 0)
        let listing = try await Command(
            "tar", ["--numeric-owner", "--full-time", "--utc", "--warning=none", "-tvf", folder.path("layer.tar")]
        ).output()
        let lines = listing.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(
            lines.map(\.first) == ["drwxrwxrwt", "-r-xr-xr-x", "lrwxrwxrwx", "-r--r--r--", "-r--r--r--", "-r--r--r--"])
        #expect(lines.allSatisfy { $0[1] == "0/0" && $0[3] == "1970-01-01" && $0[4].hasPrefix("00:00:01") })
        #expect(listing.contains("tmp/link -> ../away") && listing.contains(String(repeating: "n", count: 180)))
    }

    @Test("a tag moves as skopeo moves it, other tags stay, and a name that is the same changes nothing")
    func tags() throws {
        let folder = try TemporaryFolder()
        let oci = folder.path("oci")
        try Self.image("a", tag: "1", in: oci)
        try Self.image("a", tag: "2", in: oci)
        try Self.image("b", tag: "1", in: oci)
        try Self.image("b", tag: nil, in: oci)
        let index = try Self.index(of: oci)
        // The first entry lost its name to the third; the fourth is the third once more.
        #expect(index.manifests.map(\.referenceName) == [nil, "2", "1"])
        let before = try Data(contentsOf: URL(fileURLWithPath: oci + "/index.json"))
        try Self.image("b", tag: "1", in: oci)
        #expect(try Data(contentsOf: URL(fileURLWithPath: oci + "/index.json")) == before)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: oci).sorted() == ["blobs", "index.json", "oci-layout"])
    }

    @Test("what is no layout is refused and left as it is")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("file", [1])
        #expect(throws: ImageError.notALayout(path: file, reason: "it is no folder")) { try LayoutWriter(file) }
        #expect(throws: ImageError.self) { try LayoutWriter(folder.path) }
        let old = folder.path("old")
        try LayoutBuilder(path: old).replaceIndex([])
        try Data(#"{"imageLayoutVersion":"2.0.0"}"#.utf8).write(to: URL(fileURLWithPath: old + "/oci-layout"))
        #expect(throws: ImageError.unknownLayoutVersion(path: old, version: "2.0.0")) { try LayoutWriter(old) }
        let broken = folder.path("broken")
        try LayoutBuilder(path: broken).replaceIndex([])
        try Data("{".utf8).write(to: URL(fileURLWithPath: broken + "/index.json"))
        #expect(throws: ImageError.self) { try LayoutWriter(broken) }
        #expect(folder.listing(of: "broken") == ["blobs", "blobs/sha256", "index.json", "oci-layout"])
    }

    @Test("a writer that ends early leaves nothing, one that was killed leaves what the next removes")
    func leftovers() throws {
        let folder = try TemporaryFolder()
        let oci = folder.path("new/oci")
        do {
            let writer = try LayoutWriter(oci)
            _ = try Self.layer(writer)
            #expect(folder.listing(of: "new/oci").count == 2)
            writer.end()
        }
        #expect(folder.listing() == ["new"])
        // As a killed one leaves it: the marker and blobs, a folder of its own, no index.
        try FileManager.default.createDirectory(atPath: oci + "/.emergence-dead", withIntermediateDirectories: true)
        try Data(#"{"imageLayoutVersion":"1.0.0"}"#.utf8).write(to: URL(fileURLWithPath: oci + "/oci-layout"))
        let alive = try LayoutWriter(oci)
        _ = try Self.layer(alive)
        #expect(!FileManager.default.fileExists(atPath: oci + "/.emergence-dead"))
        try Self.image("a", tag: "1", in: oci)
        #expect(try Self.index(of: oci).manifests.count == 1)
        // The other one's folder was in use all the time.
        #expect(try FileManager.default.contentsOfDirectory(atPath: oci).count == 4)
        _ = consume alive
    }

    private static func layer(_ layout: LayoutWriter, keptAt kept: String? = nil) throws -> WrittenBlob {
        let blob = try layout.blob()
        let writer = try LayerWriter(blob)
        try writer.folder(Array("tmp".utf8), mode: 0o1777)
        try writer.file(Array("tmp/program".utf8), size: 3, mode: 0o555)
        try Array("abc".utf8).withUnsafeBytes { try writer.contents($0) }
        try writer.symlink(Array("tmp/link".utf8), to: Array("../away".utf8))
        for name in [[0xff, 0xc3, 0xa9], [0xc3, 0xa9], Array(repeating: UInt8(ascii: "n"), count: 180)] as [[UInt8]] {
            try writer.file(Array("tmp/".utf8) + name, size: 0, mode: 0o444)
        }
        try writer.finish()
        let written = try blob.finish()
        if let kept { try FileManager.default.copyItem(atPath: written.path, toPath: kept) }
        return written
    }

    private static func image(_ text: String, tag: String?, in folder: String) throws {
        let writer = try LayoutWriter(folder)
        let blob = try writer.document([text])
        defer { writer.end() }
        try writer.publish([blob], manifest: blob.descriptor(.imageManifest), tag: tag)
    }

    private static func index(of folder: String) throws -> ImageIndex {
        try CanonicalJSON.decode(ImageIndex.self, from: Data(contentsOf: URL(fileURLWithPath: folder + "/index.json")))
    }
}
