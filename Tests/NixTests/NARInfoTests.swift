import Testing

@testable import Nix

@Suite("What a cache knows of a path")
struct NARInfoTests {
    @Test(
        "prints as the bytes that it was read from", .enabled(if: NixData.isHere),
        arguments: [
            "xz", "none", "zstd", "signed",
        ])
    func roundTrip(_ cache: String) throws {
        let folder = "example/cache/\(cache)"
        let names = try NixData.names(folder).filter { $0.hasSuffix(".narinfo") }
        #expect(!names.isEmpty)
        for name in names {
            let bytes = try NixData.bytes("\(folder)/\(name)")
            let info = try NARInfo(bytes)
            #expect(Array(info.text().utf8) == bytes, "\(name)")
            #expect(CacheLocation.info(of: info.path.path).text == name)
            #expect(try info.location == .archive(#require(info.fileHash), info.compression))
            let file = try NixData.bytes("\(folder)/\(info.location)")
            let check = ContentCheck(info)
            try check.checkBeginning(file.prefix(8))
            try check.checkFile(hasher(file))
            let archive =
                switch info.compression {
                case .none: file
                case .zstd: try NixData.unpacked("\(folder)/\(info.location)")
                default: try Program("xz", "-dc", "\(NixData.folder)/\(folder)/\(info.location)").output()
                }
            try check.checkArchive(hasher(archive))
        }
    }

    @Test("may leave out what Nix can do without, and hold what it doesn't know")
    func lenient() throws {
        let text = """
            StorePath: /nix/store/cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2
            URL: nar/x.nar?hash=1
            NarHash: sha256:0q7ngs6fvh281xk4hnwgwlrb2vayci4ibvffyk0mk68w5646qdqr
            NarSize: 696
            Deriver: unknown-deriver
            System: x86_64-linux

            """
        let info = try NARInfo(Array(text.utf8))
        #expect(info.compression == .bzip2)
        #expect(info.path.references.isEmpty)
        #expect(info.path.deriver == nil)
        #expect(info.fileHash == nil && info.fileSize == nil)
    }

    @Test("of a content-addressed path needs nobody to vouch for it", .enabled(if: NixData.isHere))
    func contentAddressed() throws {
        var addressed = 0
        for name in try NixData.names("example/cache/xz") where name.hasSuffix(".narinfo") {
            let info = try NARInfo(try NixData.bytes("example/cache/xz/\(name)")).path
            guard let address = info.contentAddress else { continue }
            addressed += 1
            #expect(info.isContentAddressed(), "\(name)")
            var forged = info
            forged.contentAddress = ContentAddress(address.method, .of([1], address.hash.algorithm))
            #expect(!forged.isContentAddressed(), "\(name)")
        }
        #expect(addressed > 3)
    }

    @Test("is of the store that the cache is of", .enabled(if: NixData.isHere))
    func cacheInfo() throws {
        let bytes = try NixData.bytes("example/cache/xz/nix-cache-info")
        let info = try BinaryCacheInfo(bytes, for: .standard)
        #expect(Array(info.text.utf8) == bytes)
        let full = "StoreDir: /nix/store\nWantMassQuery: 1\nPriority: 40\n"
        let other = try BinaryCacheInfo(Array(full.utf8))
        #expect(other == BinaryCacheInfo(wantsMassQuery: true, priority: 40))
        #expect(other.text == full)
    }

    @Test(
        "is in a place that can't lead out of the cache",
        arguments: [
            ("nar/a.nar.xz", true), ("nar/a.nar?hash=x", true), ("a", true), ("", false), ("/etc/passwd", false),
            ("../a", false), ("a/../../b", false), ("a//b", false), ("./a", false), ("file:///etc/passwd", false),
            ("http://host/a", false), ("%2e%2e/a", false), ("a/%2E%2e/b", false), ("a%2f..%2fb", false),
            ("a\\b", false),
            ("a b", false), ("a%00", false), ("a\n", false), ("%zz", false), ("a#b", false), ("é", false),
            ("?a", false),
        ])
    func location(_ text: String, _ isGood: Bool) {
        #expect((CacheLocation(text) != nil) == isGood)
    }

    private func hasher(_ bytes: [UInt8]) -> StreamHasher {
        var hasher = StreamHasher()
        bytes.withUnsafeBytes { hasher.update($0) }
        return hasher
    }
}
