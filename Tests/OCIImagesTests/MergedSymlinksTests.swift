import Testing

@testable import OCIImages

@Suite("Links of lower layers")
struct MergedSymlinksTests {
    private let link = LayerEntry(path: LayerPath(trusted: "lib"), kind: .symlink(target: "usr/lib"))
    private let below = LayerEntry(path: LayerPath(trusted: "lib/x/y"), kind: .file(size: 0))

    @Test("let no entry pass through them, however far below they are")
    func refused() throws {
        var links = MergedSymlinks()
        try links.admit(link)
        links.nextLayer()
        try links.admit(LayerEntry(path: LayerPath(trusted: "etc/x"), kind: .file(size: 0)))
        links.nextLayer()
        #expect(throws: LayerError.Problem.throughSymlink("lib")) { try links.admit(below) }
    }

    @Test(
        "let entries pass that come with a folder of their own, or when they are gone",
        arguments: [
            LayerEntry(path: LayerPath(trusted: "lib"), kind: .folder),
            LayerEntry(path: LayerPath(trusted: "lib"), kind: .whiteout),
            LayerEntry(path: .root, kind: .opaque),
        ])
    func replaced(_ entry: LayerEntry) throws {
        for inSameLayer in [true, false] {
            var links = MergedSymlinks()
            try links.admit(link)
            links.nextLayer()
            try links.admit(entry)
            if !inSameLayer { links.nextLayer() }
            #expect(throws: Never.self) { try links.admit(below) }
        }
    }

    @Test("hold for hard links' targets too")
    func hardLinks() throws {
        var links = MergedSymlinks()
        try links.admit(link)
        links.nextLayer()
        let entry = LayerEntry(path: LayerPath(trusted: "a"), kind: .hardLink(target: LayerPath(trusted: "lib/x")))
        #expect(throws: LayerError.Problem.throughSymlink("lib")) { try links.admit(entry) }
    }
}
