import ImageFixtures
import OCI
import Testing

@testable import OCIImages

/// A layer that must not be unpacked.
struct BadLayer: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var entry: String?
    var problem: LayerError.Problem
    var tar: [UInt8]

    init(
        _ description: String, entry: String?, _ problem: LayerError.Problem, _ build: (inout TarBuilder) -> Void
    ) {
        testDescription = description
        self.entry = entry
        self.problem = problem
        tar = TarBuilder.archive(build)
    }

    static let all: [BadLayer] = [
        BadLayer("a path that leads out", entry: "../x", .leavesImage) { $0.file("../x") },
        BadLayer("a path that leads out and in again", entry: "a/../../x", .leavesImage) { $0.file("a/../../x") },
        BadLayer("an absolute path", entry: "/etc/passwd", .absolutePath) { $0.file("/etc/passwd") },
        BadLayer("an empty name", entry: "", .emptyName) { $0.file("") },
        BadLayer("a file in the root's place", entry: ".", .emptyName) { $0.file(".") },
        BadLayer("a file below a link", entry: "a/x", .throughSymlink("a")) {
            $0.symlink("a", to: "/etc")
            $0.file("a/x")
        },
        BadLayer("a folder below a link", entry: "d/a/b/x", .throughSymlink("d/a")) {
            $0.folder("d")
            $0.symlink("d/a", to: "../..")
            $0.folder("d/a/b/x")
        },
        BadLayer("a whiteout below a link", entry: "a/x", .throughSymlink("a")) {
            $0.symlink("a", to: "/etc")
            $0.file("a/.wh.x")
        },
        BadLayer("a hard link to what lies below a link", entry: "b", .throughSymlink("a")) {
            $0.symlink("a", to: "/etc")
            $0.hardLink("b", to: "a/passwd")
        },
        BadLayer("a file below a file", entry: "a/x", .belowFile) {
            $0.file("a")
            $0.file("a/x")
        },
        BadLayer("a hard link to outside", entry: "a", .linkTarget("../../etc/passwd")) {
            $0.hardLink("a", to: "../../etc/passwd")
        },
        BadLayer("a hard link to an absolute path", entry: "a", .linkTarget("/etc/passwd")) {
            $0.hardLink("a", to: "/etc/passwd")
        },
        BadLayer("a hard link to what isn't there", entry: "a", .linkTarget("b")) { $0.hardLink("a", to: "b") },
        BadLayer("a hard link to a folder", entry: "a", .linkTarget("d")) {
            $0.folder("d")
            $0.hardLink("a", to: "d")
        },
        BadLayer("a character device", entry: "dev/null", .device) { $0.add("dev/null", type: "3") },
        BadLayer("a block device", entry: "dev/sda", .device) { $0.add("dev/sda", type: "4") },
        BadLayer("a link to nowhere", entry: "a", .symlinkTarget) { $0.symlink("a", to: "") },
        BadLayer("a NUL in a name", entry: nil, .nulInName) {
            $0.add("pax", type: "0", pax: [("path", Array("safe\0/../evil".utf8))])
        },
        BadLayer("a NUL in a link's target", entry: nil, .nulInName) {
            $0.add("a", type: "2", pax: [("linkpath", Array("b\0c".utf8))])
        },
        BadLayer("a whiteout of nothing", entry: ".wh.", .whiteout) { $0.file(".wh.") },
        BadLayer("a link in the place of a folder that is filled", entry: "d", .replacesFolder) {
            $0.file("d/x")
            $0.symlink("d", to: "/etc")
        },
        BadLayer("a file in the place of a folder that is filled", entry: "d", .replacesFolder) {
            $0.file("d/x")
            $0.file("d")
        },
    ]
}

@Suite("A layer is refused", .enabled(if: Requirement.root, "skipped: unpacking needs root"))
struct LayerRefusalTests {
    @Test("for what an entry would do, and nothing is left of it", arguments: BadLayer.all)
    func entries(_ bad: BadLayer) throws {
        let fixture = try LayerFixture(bad.tar)
        let refusal = try fixture.refusal()
        #expect(refusal == LayerError(layer: fixture.layer, entry: bad.entry, problem: bad.problem))
        #expect(fixture.isClean)
    }

    @Test("when its content isn't what the configuration names")
    func diffID() throws {
        let fixture = try LayerFixture(TarBuilder.archive { $0.file("a", "1") })
        let other = try LayoutBuilder.digest([UInt8]("other".utf8))
        #expect(
            try fixture.refusal(expecting: other)?.problem == .wrongDiffID(expected: other, found: fixture.diffID))
        #expect(fixture.isClean)
    }

    @Test("when it is cut off, wherever", arguments: [0.1, 0.5, 0.9, 0.999])
    func truncated(_ part: Double) throws {
        let whole = TarBuilder.archive { builder in
            for number in 0..<20 { builder.file("f\(number)", String(repeating: "x", count: 5000)) }
        }
        let cut = try LayerFixture(Array(whole.prefix(Int(Double(whole.count) * part))))
        #expect(try cut.refusal(expecting: LayoutBuilder.digest(whole)) != nil)
        #expect(cut.isClean)
    }

    @Test("for what is over a limit")
    func limits() throws {
        let fixture = try LayerFixture(
            TarBuilder.archive { builder in
                for number in 0..<20 { builder.file("folder/f\(number)", String(repeating: "x", count: 5000)) }
            })
        #expect(try fixture.refusal(limits: LayerLimits(bytes: 50_000))?.problem == .tooLarge(limit: 50_000))
        #expect(try fixture.refusal(limits: LayerLimits(entries: 19))?.problem == .tooManyEntries(limit: 19))
        #expect(try fixture.refusal(limits: LayerLimits(pathLength: 8))?.problem == .pathTooLong(limit: 8))
        #expect(try fixture.refusal(limits: LayerLimits(nameLength: 5))?.problem == .nameTooLong(limit: 5))
        #expect(fixture.isClean)
        #expect(try fixture.refusal() == nil)
    }

    @Test("in words that name layer and entry, and move no terminal's cursor")
    func words() throws {
        let fixture = try LayerFixture(TarBuilder.archive { $0.file("../\u{1B}[2J") })
        let text = try fixture.refusal().map { "\($0)" } ?? ""
        #expect(text == "layer sha256:\(fixture.layer.short): entry '../?[2J' leads out of the image by '..'")
    }
}
