import Testing

@testable import Nix

@Suite("Exports", .enabled(if: NixData.isHere))
struct ExportTests {
    @Test("are read, whatever their pieces, and written again byte for byte", arguments: [1, 7, 8, 4096, Int.max])
    func roundTrip(_ piece: Int) throws {
        let bytes = try NixData.bytes("example/nar/libA.export")
        let paths = try Export.read(bytes, piece: piece)
        #expect(paths.map(\.info.path.name) == ["libC-1.4.2", "libA-0.9"])
        for path in paths {
            #expect(path.archive == (try CacheFile.archive(of: path.info.path)))
        }
        #expect(paths[1].info.references == [paths[0].info.path])
        #expect(paths.allSatisfy { $0.info.deriver?.isDerivation == true })
        #expect(try Export.write(paths) == bytes)
    }

    @Test("that end anywhere else than at their end are refused")
    func cut() throws {
        let bytes = try NixData.bytes("example/nar/libA.export")
        for count in 0..<bytes.count {
            let error = try #require(throws: ExportError.self) { try Export.read(Array(bytes[..<count])) }
            #expect(error.problem == .endsEarly)
        }
        #expect(throws: ExportError.self) { try Export.read(bytes + [0]) }
    }

    @Test("with a signature of the old kind are read without it")
    func oldSignature() throws {
        let bytes = try NixData.bytes("example/nar/libA.export")
        let signed =
            bytes[..<(bytes.count - 16)] + NARTokens.encode(1) + NARTokens.encode("sig".utf8) + NARTokens.encode(0)
        #expect(try Export.read(Array(signed)).map(\.info) == Export.read(bytes).map(\.info))
    }

    @Test("hold what is known of a path, or nothing")
    func mismatch() throws {
        var path = try #require(try Export.read(try NixData.bytes("example/nar/libA.export")).first)
        path.info.narSize += 1
        #expect(throws: ContentCheck.Mismatch.self) { try Export.write([path]) }
        path.info.narSize -= 1
        path.archive.removeLast()
        #expect(throws: NARError.self) { try Export.write([path]) }
    }

    private static let said: [(String, String)] = [
        ("truncated.export", "byte 1736: the export ends here, where more must come"),
        ("bad-magic.export", "byte 704: the archive isn't followed by 'NIXE'"),
        ("no-marker.export", "byte 0: here must stand 1 or 0, and not 2: this is no export of a Nix store"),
        ("path-traversal.export", "byte 712: '/nix/store/../../etc/passwd' is no path in the store /nix/store"),
    ]

    @Test("that are broken are refused with a reason that says where", arguments: said)
    func refused(_ name: String, _ reason: String) throws {
        let bytes = try NixData.bytes("bad/export/\(name)")
        for piece in [1, 4096] {
            let error = try #require(throws: (any Error).self) { try Export.read(bytes, piece: piece) }
            #expect("\(error)" == reason)
        }
    }

    @Test("that are broken: none is left out")
    func complete() throws {
        #expect(try NixData.names("bad/export") == Self.said.map(\.0).sorted())
    }
}
