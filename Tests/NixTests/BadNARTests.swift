import Testing

@testable import Nix

/// Each of the broken archives, with what is said of it.
@Suite("Broken archives", .enabled(if: NixData.isHere))
struct BadNARTests {
    private static let said: [(String, String)] = [
        ("bad-magic.nar", "byte 0: this is no Nix archive"),
        ("deep.nar.zst", "byte 278584 (a/a/a/a/a/a/a/a/…): more than 2048 folders are in one another"),
        ("duplicate.nar", "byte 320 (a): 'a' is there twice"),
        ("executable-after-contents.nar", "byte 104: here must stand ')', and not 'executable'"),
        ("huge-contents.nar", "byte 120: the archive ends here, where more must come"),
        ("huge-length.nar", "byte 56: 9223372036854775817 bytes are said to follow, where 16 are the most"),
        ("missing-close.nar", "byte 272 (a): the archive ends here, where more must come"),
        ("name-dot.nar", "byte 128: '.' can't be an entry's name"),
        ("name-dotdot.nar", "byte 128: '..' can't be an entry's name"),
        ("name-empty.nar", "byte 128: '' can't be an entry's name"),
        ("name-nul.nar", "byte 128: 'a\\x00b' can't be an entry's name"),
        ("name-slash.nar", "byte 128: 'a/b' can't be an entry's name"),
        ("no-type.nar", "byte 40: here must stand 'type', and not 'contents'"),
        ("nonzero-padding.nar", "byte 99: the padding isn't zero"),
        ("symlink-then-directory.nar", "byte 320 (a): 'a' is there twice"),
        ("symlink-without-target.nar", "byte 72: here must stand 'target', and not ')'"),
        ("trailing-bytes.nar", "byte 696: the archive is over, and more bytes follow"),
        ("truncated.nar", "byte 664 (share): the archive ends here, where more must come"),
        ("type-twice.nar", "byte 72: here must stand 'contents', and not 'type'"),
        ("unknown-type.nar", "byte 56: there is no type 'device', only regular, symlink, directory"),
        ("unsorted.nar", "byte 320 (b): 'a' is out of order: it follows 'b'"),
    ]

    @Test("are refused with a reason that says where, however they are cut", arguments: said)
    func refused(_ name: String, _ reason: String) throws {
        let path = "bad/nar/\(name)"
        let bytes = name.hasSuffix(".zst") ? try NixData.unpacked(path) : try NixData.bytes(path)
        for piece in [Int.max, 4096, 5] where piece > 5 || bytes.count < 10_000 {
            let error = try #require(throws: (any Error).self) { try Archive.story(bytes, piece: piece) }
            #expect("\(error)" == reason)
        }
    }

    @Test("none of them is left out")
    func complete() throws {
        #expect(try NixData.names("bad/nar") == Self.said.map(\.0).sorted())
    }
}
