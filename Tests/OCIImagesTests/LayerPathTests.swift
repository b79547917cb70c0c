import Testing

@testable import OCIImages

@Suite("A layer's paths")
struct LayerPathTests {
    @Test(
        "are one for one file, however they are written",
        arguments: [
            ("a", "a"), ("./a", "a"), ("a/", "a"), ("a//b", "a/b"), ("././a/./b/", "a/b"), (".", ""), ("./", ""),
            ("/", ""),
            ("...", "..."), ("a/..b", "a/..b"), ("ä/é", "ä/é"),
        ])
    func normal(_ raw: String, _ text: String) throws {
        #expect(try LayerPath(parsing: raw).text == text)
    }

    @Test(
        "that lead out, or are none, are refused",
        arguments: [
            ("", LayerError.Problem.emptyName), ("/etc", .absolutePath), ("//", .absolutePath), ("..", .leavesImage),
            ("../x", .leavesImage), ("a/../b", .leavesImage), ("./..", .leavesImage),
            (String(repeating: "n", count: 256), .nameTooLong(limit: 255)),
            (String(repeating: "p/", count: 2048), .pathTooLong(limit: 4095)),
        ])
    func refused(_ raw: String, _ problem: LayerError.Problem) {
        #expect(throws: problem) { try LayerPath(parsing: raw) }
    }

    @Test("know their folder, their name and all folders above")
    func parts() throws {
        let path = try LayerPath(parsing: "usr/local/bin/tool")
        #expect(path.parent.text == "usr/local/bin")
        #expect(path.name == "tool")
        #expect(path.ancestors.map(\.text) == ["usr", "usr/local", "usr/local/bin"])
        #expect(try LayerPath(parsing: "tool").parent.isRoot)
    }

    @Test(
        "say what they hide",
        arguments: [
            (".wh.a", Whiteout.entry(LayerPath(trusted: "a"))), ("d/.wh.a", .entry(LayerPath(trusted: "d/a"))),
            ("d/.wh..wh..opq", .opaque(LayerPath(trusted: "d"))), (".wh..wh..opq", .opaque(.root)),
            ("d/.wh..wh.plnk", .bookkeeping), ("d/.wh..hidden", .entry(LayerPath(trusted: "d/.hidden"))),
        ])
    func whiteouts(_ raw: String, _ whiteout: Whiteout) throws {
        #expect(try Whiteout(LayerPath(parsing: raw)) == whiteout)
    }

    @Test("that hide nothing at all are refused", arguments: [".wh.", "d/.wh..", "d/.wh..."])
    func emptyWhiteouts(_ raw: String) throws {
        let path = try LayerPath(parsing: raw)
        #expect(throws: LayerError.Problem.whiteout) { try Whiteout(path) }
    }
}
