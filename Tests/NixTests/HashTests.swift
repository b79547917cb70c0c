import TestRandom
import Testing

@testable import Nix

@Suite("Hashes")
struct HashTests {
    @Test("are those that Nix computes, in every encoding, and parse back", .enabled(if: NixData.isHere))
    func golden() throws {
        let rows = try NixData.table("example/answers/hashes.tsv")
        #expect(rows.count == 16)
        for row in rows {
            let text = row[0].replacing("\\n", with: "\n")
            let algorithm = try #require(HashAlgorithm(rawValue: row[1]))
            let hash = Hash.of(Array(text.utf8), algorithm)
            #expect([hash.text(.base16), hash.text(.nix32), hash.text(.base64), hash.sri] == Array(row[2...]))
            for bare in row[2..<5] {
                #expect(try Hash(bare, algorithm: algorithm) == hash)
                #expect(try Hash("\(row[1]):\(bare)") == hash)
            }
            #expect(try Hash(row[5]) == hash)
            #expect(try Hash(row[2].uppercased(), algorithm: algorithm) == hash)
        }
    }

    @Test("of random bytes parse back in every encoding, and no other bytes have their text", arguments: 0..<20)
    func roundTrip(_ seed: UInt64) throws {
        var random = SplitMix(state: seed)
        for algorithm in HashAlgorithm.allCases {
            let bytes = random.bytes(algorithm.byteCount)
            let hash = try #require(Hash(algorithm, bytes: bytes))
            for encoding in HashEncoding.allCases {
                #expect(hash.text(encoding).utf8.count == encoding.length(of: algorithm))
                #expect(try Hash(hash.prefixed(encoding)) == hash)
            }
        }
    }

    @Test(
        "that are none are told apart",
        arguments: [
            ("", HashError.Problem.missingAlgorithm),
            ("e3b0c442", .missingAlgorithm),
            ("sha257:00", .unknownAlgorithm("sha257")),
            ("sha256:00", .wrongLength(.sha256)),
            ("md5:3y8bwfr609h3lh9ch0izcqq7fe", .badDigits(.nix32)),
            ("md5:zy8bwfr609h3lh9ch0izcqq7fl", .badDigits(.nix32)),
            ("md5:d41d8cd98f00b204e9800998ecf8427g", .badDigits(.base16)),
            ("md5-d41d8cd98f00b204e9800998ecf8427e", .wrongLength(.md5)),
            ("md5-1B2M2Y8AsgTpgAmY7PhCfh==", .badDigits(.base64)),
            ("md5-1B2M2Y8A gTpgAmY7PhCfg==", .badDigits(.base64)),
        ])
    func bad(_ text: String, _ problem: HashError.Problem) {
        #expect(throws: HashError(text: text, problem: problem)) { try Hash(text) }
    }

    @Test("must be of the algorithm that is wanted")
    func otherAlgorithm() {
        #expect(throws: HashError.self) { try Hash("md5-1B2M2Y8AsgTpgAmY7PhCfg==", algorithm: .sha1) }
    }

    @Test("of a stream are those of its pieces put together")
    func pieces() {
        var random = SplitMix(state: 7)
        let bytes = random.bytes(1000)
        for algorithm in HashAlgorithm.allCases {
            var hasher = StreamHasher(algorithm)
            for start in stride(from: 0, to: 1000, by: 77) {
                bytes[start..<min(1000, start + 77)].withUnsafeBytes { hasher.update($0) }
            }
            #expect(hasher.hash() == Hash.of(bytes, algorithm))
            #expect(hasher.count == 1000)
        }
    }
}
