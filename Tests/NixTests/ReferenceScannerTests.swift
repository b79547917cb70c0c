import TestRandom
import Testing

@testable import Nix

@Suite("Reference scanning")
struct ReferenceScannerTests {
    @Test("finds in each output what Nix found in it", .enabled(if: NixData.isHere))
    func golden() throws {
        let store = StoreDirectory.standard
        let rows = try NixData.table("example/answers/references.tsv")
        let candidates = Set(try rows.flatMap { try $0.map { try store.storePath($0) } })
        for name in ["libA", "libB", "libC", "assets", "icons", "settings"] {
            for path in candidates where path.name.hasPrefix(name) && !path.isDerivation {
                let archive = try CacheFile.archive(of: path)
                guard let archive else { continue }
                let text = store.path(of: path)
                let expected = Set(try rows.filter { $0[0] == text }.map { try store.storePath($0[1]) })
                #expect(found(in: archive, candidates) == expected, "\(path)")
            }
        }
    }

    @Test("finds a digest wherever it stands, and wherever the pieces end", arguments: 0..<20)
    func planted(_ seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let candidates = try (0..<50).map { place in
            try StorePath(digest: try #require(StorePathDigest(bytes: random.bytes(20))), name: "p\(place)")
        }
        var bytes: [UInt8] = []
        var expected: Set<StorePath> = []
        for _ in 0..<30 {
            let noise = random.bytes(Int.random(in: 0..<100, using: &random))
            // Noise of digits alone leaves no byte to skip by.
            bytes += Bool.random(using: &random) ? noise : noise.map { Nix32.alphabet[Int($0 & 31)] }
            let path = try #require(candidates.randomElement(using: &random))
            var digest = Array(path.digest.description.utf8)
            if Bool.random(using: &random) {
                digest.removeLast()
                digest.append(UInt8(ascii: "e"))
            } else {
                expected.insert(path)
            }
            bytes += digest
        }
        for piece in [1, 2, 31, 32, 33, 100, bytes.count] {
            #expect(found(in: bytes, candidates, piece: piece) == expected)
        }
    }

    @Test("finds nothing where nothing is looked for, or nothing is there")
    func nothing() throws {
        #expect(found(in: Array("cspidl7r5sx2pcwyapd51whvfz1qhn5h".utf8), []).isEmpty)
        let path = try StorePath("cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC")
        #expect(found(in: [], [path]).isEmpty)
        #expect(found(in: Array("cspidl7r5sx2pcwyapd51whvfz1qhn5".utf8), [path]).isEmpty)
        #expect(found(in: Array("cspidl7r5sx2pcwyapd51whvfz1qhn5h".utf8), [path]) == [path])
    }

    private func found(
        in bytes: [UInt8], _ candidates: some Sequence<StorePath>, piece: Int = .max
    ) -> Set<StorePath> {
        var scanner = ReferenceScanner(candidates: candidates)
        bytes.withUnsafeBytes { bytes in
            let step = max(1, min(piece, bytes.count))
            for start in stride(from: 0, to: bytes.count, by: step) {
                scanner.scan(UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + step)]))
            }
        }
        return scanner.found
    }
}
