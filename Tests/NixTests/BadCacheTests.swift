import Foundation
import Testing

@testable import Nix

/// Each of the broken caches, with what is said of it.
@Suite("Broken caches", .enabled(if: NixData.isHere))
struct BadCacheTests {
    private static let said: [(String, String)] = [
        (
            "bad-base32",
            "line 6, NarHash: 'sha256:0q7ngs6fvh281xk4hnwgwlrb2vayci4ibvffyk0mk68w5646qdqe' is no Nix's base-32"
        ),
        (
            "bad-reference",
            "line 8, References: '../../etc/passwd' is no store path: it doesn't begin with 32 digits of Nix's base-32 and a dash"
        ),
        ("duplicate-field", "line 12, StorePath: the field is there twice"),
        (
            "foreign-signature",
            "cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2: it is signed by 'someone-else', 'someone-else', and no such key is trusted"
        ),
        (
            "forged-signature",
            "cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2: the signature by 'test-key-1' isn't one of this path: what is said of it was changed after it was signed"
        ),
        ("missing-field", "NarHash: the field is missing"),
        ("negative-size", "line 7, NarSize: '-1' is no size in bytes"),
        ("no-newline", "line 11: the last line has no end; the file may be cut"),
        ("no-signature", "cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2: nobody has signed it"),
        (
            "other-path",
            "line 1, StorePath: this is about '1mmmgmiqy8hskymwcx1jqpgsz12n7z5h-libB-2.0-rc1'; 'cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2' was asked for"
        ),
        ("other-store", "line 1, StoreDir: the cache is of the store '/other/store', and not of /nix/store"),
        ("path-traversal", "line 1, StorePath: '/nix/store/../../etc/passwd' is no path in the store /nix/store"),
        (
            "short-hash",
            "line 6, NarHash: 'sha256:0q7ngs6fvh281xk4hnwgwlrb2vayci4ibvffyk0mk68w5646qdq' is no sha256 hash: that has 64 characters in base-16, 52 characters in Nix's base-32, 44 characters in base-64"
        ),
        ("size-overflow", "line 7, NarSize: '18446744073709552312' is no size in bytes"),
        ("truncated-nar", "cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2: the file has 180 bytes, and FileSize says 360"),
        (
            "unknown-compression",
            "line 3, Compression: there is no compression 'rot13', only none, xz, zstd, bzip2, gzip, lzip, lz4, br"
        ),
        ("url-file", "line 2, URL: 'file:///etc/passwd' leads out of the cache"),
        (
            "url-traversal",
            "line 2, URL: '../../../../../../../../../../../../../../../../etc/passwd' leads out of the cache"
        ),
        (
            "wrong-compression",
            "cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2: the file doesn't begin as zstd does, which Compression says"
        ),
        (
            "wrong-file-hash",
            "cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2: the file's hash is sha256:0bfylhpws2mlg3nrh8rf206asabxnlbm8i0qn2kydknvm5qlnapr, and FileHash says sha256:0bfylhpws2mlg3nrh8rf206asabxnlbm8i0qn2kydknvm5qlnap0"
        ),
        (
            "wrong-file-size",
            "cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2: the file has 360 bytes, and FileSize says 361"
        ),
        (
            "wrong-nar-hash",
            "cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2: the signature by 'test-key-1', 'test-key-2' isn't one of this path: what is said of it was changed after it was signed"
        ),
        (
            "wrong-nar-size",
            "cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2: the signature by 'test-key-1', 'test-key-2' isn't one of this path: what is said of it was changed after it was signed"
        ),
    ]

    /// What only whoever reads files can tell.
    private static let others = ["missing-nar", "missing-reference"]

    @Test("are refused with a reason that says where", arguments: said)
    func refused(_ name: String, _ reason: String) throws {
        let error = try #require(throws: (any Error).self) { try read(name, checksSignatures: true) }
        #expect("\(error)" == reason)
    }

    @Test(
        "are refused also where nobody asks for signatures",
        arguments: [
            ("wrong-nar-hash", "NarHash"), ("wrong-nar-size", "NarSize"),
        ])
    func unsigned(_ name: String, _ field: String) throws {
        let error = try #require(throws: ContentCheck.Mismatch.self) { try read(name, checksSignatures: false) }
        #expect("\(error)".contains(field))
    }

    @Test("none of them is left out")
    func complete() throws {
        #expect(try NixData.names("bad/cache") == (Self.said.map(\.0) + Self.others).sorted())
    }

    private func read(_ name: String, checksSignatures: Bool) throws {
        let folder = "bad/cache/\(name)"
        let path = try StorePath("cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2")
        _ = try BinaryCacheInfo(try NixData.bytes("\(folder)/\(CacheLocation.cacheInfo)"), for: .standard)
        let info = try NARInfo(try NixData.bytes("\(folder)/\(CacheLocation.info(of: path))"), for: path)
        if checksSignatures {
            let keys = try [1, 2].map { try NixData.text("example/keys/test-key-\($0).public") }
            try TrustedKeys(keys.joined(separator: " ")).check(info.path)
        }
        let file = try NixData.bytes("\(folder)/\(info.location)")
        let check = ContentCheck(info)
        try check.checkBeginning(file.prefix(8))
        try check.checkFile(hasher(file))
        try check.checkArchive(
            hasher(try Program("xz", "-dc", "\(NixData.folder)/\(folder)/\(info.location)").output()))
    }

    private func hasher(_ bytes: [UInt8]) -> StreamHasher {
        var hasher = StreamHasher()
        bytes.withUnsafeBytes { hasher.update($0) }
        return hasher
    }
}
