import CLinux
import Files
import Foundation
import Glibc
import ImageFixtures
import OCI
import Testing

@testable import OCIImages

@Suite("A layer's snapshot", .enabled(if: Requirement.root, "skipped: unpacking needs root"))
struct LayerUnpackerTests {
    @Test("has the layer's files with owners, modes, times and links")
    func content() throws {
        let large = [UInt8]((0..<700_000).map { UInt8(truncatingIfNeeded: $0) })
        let fixture = try LayerFixture(
            TarBuilder.archive { builder in
                builder.folder("./", mode: 0o750)
                builder.add("./bin/", type: "5", mode: 0o555, uid: 7, gid: 8, time: 1_234_567_890)
                builder.add("bin/su", type: "0", content: Array("tool".utf8), mode: 0o4755, uid: 1000, gid: 1001)
                builder.hardLink("bin/sudo", to: "./bin/su")
                builder.add("bin/sh", type: "2", uid: 5, time: 987_654_321, link: "su")
                builder.add("large", type: "0", content: large)
                builder.add("queue", type: "6", mode: 0o620)
            })
        let root = try fixture.unpack()
        #expect(try status(root).st_mode & 0o7777 == 0o750)
        let folder = try status(root + "/bin")
        #expect(folder.st_mode & 0o7777 == 0o555)
        #expect(folder.st_uid == 7 && folder.st_gid == 8)
        #expect(folder.st_mtim.tv_sec == 1_234_567_890)
        let tool = try status(root + "/bin/su")
        #expect(tool.st_mode & 0o7777 == 0o4755)
        #expect(tool.st_uid == 1000 && tool.st_gid == 1001 && tool.st_nlink == 2)
        #expect(tool.st_mtim.tv_sec == 1_000_000_000)
        #expect(try status(root + "/bin/sudo").st_ino == tool.st_ino)
        let link = try status(root + "/bin/sh")
        #expect(link.st_uid == 5 && link.st_mtim.tv_sec == 987_654_321)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: root + "/bin/sh") == "su")
        #expect(FileManager.default.contents(atPath: root + "/large") == Data(large))
        #expect(try status(root + "/queue").st_mode == S_IFIFO | 0o620)
    }

    @Test("hides what the layer hides, as overlayfs does")
    func whiteouts() throws {
        let fixture = try LayerFixture(
            TarBuilder.archive { builder in
                builder.file(".wh.gone")
                builder.file("etc/.wh.old")
                builder.file("var/.wh..wh..opq")
                builder.file("var/.wh..wh.plnk")
                builder.file("both/.wh.kept")
                builder.file("both/kept", "new")
                builder.folder("tree")
                builder.file(".wh.tree")
            })
        let root = try fixture.unpack()
        for name in ["gone", "etc/old"] { #expect(try status("\(root)/\(name)").isWhiteout) }
        #expect(attribute("trusted.overlay.opaque", of: root + "/var") == Array("y".utf8))
        #expect(attribute("trusted.overlay.opaque", of: root + "/tree") == Array("y".utf8))
        #expect(attribute("trusted.overlay.opaque", of: root + "/etc") == nil)
        #expect(FileManager.default.contents(atPath: root + "/both/kept") == Data("new".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/var").isEmpty)
    }

    @Test("has names of any length and language, and times to the nanosecond")
    func extendedHeaders() throws {
        let long = (0..<30).map { "folder-\($0)" }.joined(separator: "/") + "/Főtanúsítvány"
        let fixture = try LayerFixture(
            TarBuilder.archive {
                $0.add(
                    "short", type: "0",
                    pax: [("path", Array(long.utf8)), ("mtime", Array("1500000000.123456789".utf8))])
            })
        let root = try fixture.unpack()
        #expect(try status("\(root)/\(long)").st_mtim.tv_nsec == 123_456_789)
    }

    @Test("has the layer's extended attributes, but none that would steer overlayfs")
    func attributes() throws {
        let capability: [UInt8] = [1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        let fixture = try LayerFixture(
            TarBuilder.archive {
                $0.add(
                    "ping", type: "0", content: [1], mode: 0o755, uid: 9,
                    pax: [
                        ("SCHILY.xattr.security.capability", capability),
                        ("SCHILY.xattr.trusted.overlay.redirect", Array("/etc".utf8)),
                    ])
            })
        let root = try fixture.unpack()
        #expect(attribute("security.capability", of: root + "/ping") == capability)
        #expect(attribute("trusted.overlay.redirect", of: root + "/ping") == nil)
    }

    @Test("has what the layer has last where it has a path twice")
    func twice() throws {
        let fixture = try LayerFixture(
            TarBuilder.archive { builder in
                for number in 0..<200 {
                    builder.file("a", "\(number)")
                    builder.symlink("b", to: "\(number)")
                    builder.file("b", "\(number)")
                    builder.folder("c")
                    builder.file("c", "\(number)")
                }
            })
        let root = try fixture.unpack()
        for name in ["a", "b", "c"] {
            #expect(FileManager.default.contents(atPath: "\(root)/\(name)") == Data("199".utf8))
        }
    }

    @Test("is the same from a stream without an end, as umoci writes it", arguments: [0, 1, 511, 512])
    func noEnd(_ size: Int) throws {
        var builder = TarBuilder()
        builder.folder("d")
        builder.add("d/f", type: "0", content: [UInt8](repeating: 7, count: size))
        let padding = (512 - size % 512) % 512
        let fixture = try LayerFixture(Array(builder.bytes.dropLast(padding)))
        let root = try fixture.unpack()
        #expect(FileManager.default.contents(atPath: root + "/d/f") == Data(repeating: 7, count: size))
    }

    @Test("is there once, and a second one of the same content changes nothing")
    func published() throws {
        let fixture = try LayerFixture(TarBuilder.archive { $0.file("a") })
        let inode = try status(fixture.unpack()).st_ino
        #expect(try status(fixture.unpack()).st_ino == inode)
        #expect(fixture.folder.listing(of: "tmp").isEmpty)
    }

    @Test("is empty for an empty layer")
    func empty() throws {
        let fixture = try LayerFixture([UInt8](repeating: 0, count: 1024))
        let root = try fixture.unpack()
        #expect(try FileManager.default.contentsOfDirectory(atPath: root).isEmpty)
        #expect(try status(root).st_mode & 0o7777 == 0o755)
    }

    private func status(_ path: String) throws -> stat {
        var status = stat()
        try check("read", path) { lstat(path, &status) }
        return status
    }

    private func attribute(_ name: String, of path: String) -> [UInt8]? {
        var value = [UInt8](repeating: 0, count: 256)
        let count = lgetxattr(path, name, &value, value.count)
        return count < 0 ? nil : Array(value.prefix(count))
    }
}
