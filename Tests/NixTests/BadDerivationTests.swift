import Testing

@testable import Nix

/// Each of the broken derivations, with what is said of it.
@Suite("Broken derivations", .enabled(if: NixData.isHere))
struct BadDerivationTests {
    private static let said: [(String, String)] = [
        ("truncated", "byte 1094: the string that begins here has no end"),
        ("trailing-bytes", "byte 1176: the derivation is over, and 1 bytes follow"),
        (
            "unsorted-inputs",
            "byte 146: 'nc9x81gc1bz9zxz0bxqi22kjfnmc144v-minify-0.3.drv' is out of order, or there twice"
        ),
        ("duplicate-variable", "byte 935: 'letter' is out of order, or there twice"),
        (
            "wrong-digest",
            "c7z01lzpdcc5wkajdb3ijqx2l46gi61d-libA-0.9.drv: its content belongs to 'hznisim5053s2gqqlnnabl0jfszbmdn9-libA-0.9.drv'; it was changed after it was named"
        ),
        (
            "wrong-output-path",
            "hjjiz66yql77d2ganpad27jzcnf3rq86-libA-0.9.drv: its output 'out' should be 'pxr4bb2xrcvix3bq4dzamlp2ickv9p0m-libA-0.9'"
        ),
        (
            "wrong-fixed-output-path",
            "9d3kism0mxyd0qxkl87p0yncibb23ddp-motd.txt.drv: its output 'out' should be 'r5b3acjvc2d1wl0cl93gmvvjy6448yxk-motd.txt'"
        ),
        ("unknown-algorithm", "byte 70: 'sha257': there is no hash algorithm 'sha257', only md5, sha1, sha256, sha512"),
        (
            "short-hash",
            "byte 79: '6b8d633b611261d428db15e87db4ac6f47460a76173b80283d0d70b649fa02' is no sha256 hash: that has 64 characters in base-16, 52 characters in Nix's base-32, 44 characters in base-64"
        ),
        (
            "missing-input",
            "7ldifxclz9laih2svnxh6kh45pwxxar7-libA-0.9.drv: its input '00000000000000000000000000000000-libC-1.4.2.drv' isn't there"
        ),
        (
            "no-such-output",
            "1dsl8m54g4njgpanjk7yi0v532zaqpjf-libA-0.9.drv: its input 'f010w3qyr543xxw79rcik9cq66rgddnw-libC-1.4.2.drv' has no output 'doc'"
        ),
        ("input-outside-store", "byte 80: '/etc/passwd' is no path in the store /nix/store"),
        ("unclosed-string", "byte 935: here must stand ')'"),
        ("ends-in-backslash", "byte 920: the string that begins here has no end"),
        ("unknown-escape", "byte 930: there is no escape '\\A'"),
        ("not-a-derivation", "byte 0: here must stand 'Derive('"),
        (
            "cycle",
            "00000000000000000000000000000000-cycle-0.drv: its content belongs to 'fp14dc18q1bq7lnlq2kprn196pzkwcjk-cycle-0.drv'; it was changed after it was named"
        ),
    ]

    @Test("are refused with a reason that says where", arguments: said)
    func refused(_ name: String, _ reason: String) throws {
        let error = try #require(throws: (any Error).self) { try read(name) }
        #expect("\(error)" == reason)
    }

    @Test("none of them is left out")
    func complete() throws {
        #expect(try NixData.names("bad/drv") == Self.said.map(\.0).sorted())
    }

    @Test("that need each other are told apart from those that are deep")
    func cycle() throws {
        let names = try NixData.names("bad/drv/cycle")
        let read = { (path: StorePath) in
            try Derivation(aterm: try NixData.bytes("bad/drv/cycle/\(path.baseName)"))
        }
        let first = try StorePath(names[0])
        var hashes = DerivationHashes()
        let error = try #require(throws: DerivationError.self) {
            try hashes.modulo(of: try read(first), at: first, reading: read)
        }
        #expect(error.problem == .cycle([first, try StorePath(names[1]), first]))
    }

    private func read(_ name: String) throws {
        let good = try NixData.derivations("example")
        let bad = try NixData.names("bad/drv/\(name)").map {
            (try StorePath($0), try NixData.bytes("bad/drv/\(name)/\($0)"))
        }
        let all = good.merging(bad) { $1 }
        var hashes = DerivationHashes()
        try hashes.check(try Derivation(aterm: bad[0].1), at: bad[0].0) { path in
            try all[path].map { try Derivation(aterm: $0) }
        }
    }
}
