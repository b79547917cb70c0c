import Crypto
import Nix

// NixBenchmark: archives and references against the bare hash of the same bytes, and derivations a second.

let pieceSize = 1 << 16

for sample in Sample.allCases {
    let bytes = sample.bytes(128 << 20)
    let archive = try archive(of: bytes, fileSize: sample == .program ? 20_000 : bytes.count)
    let candidates = try candidates(10_000)
    func hash() {
        var hasher = SHA256()
        pieces(of: archive) { hasher.update(bufferPointer: $0) }
        precondition(Array(hasher.finalize()).count == 32)
    }
    try Ratio.report("\(sample): read and hash an archive, against SHA-256", peer: hash) {
        var hasher = StreamHasher()
        var reader = NARReader()
        try pieces(of: archive) { piece in
            hasher.update(piece)
            try reader.read(piece) { _ in }
        }
        try reader.finish()
        precondition(hasher.count == UInt64(archive.count))
    }
    Ratio.report("\(sample): scan for 10,000 paths, against SHA-256", peer: hash) {
        var scanner = ReferenceScanner(candidates: candidates)
        pieces(of: archive) { scanner.scan($0) }
        precondition(scanner.found.isEmpty)
    }
}

let count = 50_000
let derivations = try (0..<count).map { try Sample.derivation($0).aterm() }
let clock = ContinuousClock()
let parsing = try clock.measure { for bytes in derivations { _ = try Derivation(aterm: bytes) } }
print("parse \(count) derivations of \(derivations[count / 2].count) bytes: \(parsing)")
var hashes = DerivationHashes()
let hashing = try clock.measure {
    for bytes in derivations {
        _ = try hashes.modulo(of: try Derivation(aterm: bytes)) { path in
            try Int(path.name.dropLast(4)).map { try Derivation(aterm: derivations[$0]) }
        }
    }
}
print("read them, and hash each modulo its inputs, for itself and for others: \(hashing)")
