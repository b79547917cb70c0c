import Testing

@testable import Nix

@Suite("Signatures")
struct SignatureTests {
    @Test("are those that Nix makes with the same keys", .enabled(if: NixData.isHere))
    func golden() throws {
        let keys = try [1, 2].map { try SecretKey(try NixData.text("example/keys/test-key-\($0).secret")) }
        let trusted = TrustedKeys(keys.map(\.publicKey))
        var signatures = 0
        for name in try NixData.names("example/cache/signed") where name.hasSuffix(".narinfo") {
            let info = try NARInfo(try NixData.bytes("example/cache/signed/\(name)")).path
            for signature in info.signatures {
                let key = try #require(keys.first { $0.name == signature.keyName })
                #expect(try key.sign(info.fingerprint()) == signature)
                signatures += 1
            }
            #expect(try trusted.check(info) == info.signatures.map(\.keyName))
        }
        #expect(signatures == 5)
        for key in keys {
            #expect(try NixData.text("example/keys/\(key.name).secret") == key.fileContents)
            #expect(try NixData.text("example/keys/\(key.name).public") == key.publicKey.description)
        }
    }

    @Test("cover path, archive and references, and not the deriver")
    func covered() throws {
        let key = SecretKey(generating: "new")
        #expect(try SecretKey(key.fileContents + "\n").publicKey == key.publicKey)
        let path = try StorePath("cspidl7r5sx2pcwyapd51whvfz1qhn5h-a")
        var info = StorePathInfo(path: path, narHash: .of([1]), narSize: 1, references: [path])
        info.signatures = [try key.sign(info.fingerprint())]
        let trusted = TrustedKeys([key.publicKey])
        #expect(try trusted.check(info) == ["new"])
        let changes: [(inout StorePathInfo) throws -> Void] = [
            { $0.path = try StorePath("cspidl7r5sx2pcwyapd51whvfz1qhn5h-b") }, { $0.narHash = .of([2]) },
            { $0.narSize = 2 }, { $0.references = [] },
        ]
        for change in changes {
            var changed = info
            try change(&changed)
            #expect(throws: UntrustedPath.self) { try trusted.check(changed) }
        }
        info.deriver = path
        #expect(try trusted.check(info) == ["new"])
        #expect(throws: UntrustedPath.self) { try TrustedKeys([]).check(info) }
    }

    @Test(
        "and keys that are none are refused, without a word of what they hold",
        arguments: [
            "", ":", ":AAAA", "name", "name:", "name:AAAA", "name:****", "a b:AAAA",
            "name:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "name:" + String(repeating: "A", count: 88),
        ])
    func bad(_ text: String) throws {
        #expect(throws: KeyError.self) { try PublicKey(text) }
        #expect(throws: KeyError.self) { try Signature(text) }
        let error = try #require(throws: KeyError.self) { try SecretKey(text) }
        #expect(text.count < 6 || !"\(error)".contains(text))
    }

    @Test("of a key whose halves don't belong together can't be made")
    func halves() throws {
        let (one, other) = (SecretKey(generating: "k"), SecretKey(generating: "k"))
        let seed = try NamedBytes.parse(one.fileContents, .secretKey).bytes.prefix(32)
        #expect(throws: KeyError(kind: .secretKey, name: "k", problem: .otherPublicKey)) {
            try SecretKey(NamedBytes.print("k", Array(seed) + other.publicKey.bytes))
        }
        #expect(!"\(one)".contains(Base64.encode(Array(seed.prefix(30)))))
    }
}
