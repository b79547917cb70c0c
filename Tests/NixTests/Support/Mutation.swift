import Foundation
import TestRandom

@testable import Nix

/// Inputs made of good ones, each time the same for one seed.
struct Mutation {
    let seed: UInt64
    private var random: SplitMix

    init(seed: UInt64) {
        self.seed = seed
        random = SplitMix(state: seed)
    }

    /// One of a corpus, changed in up to five places; `words` are what the format is made of.
    mutating func next(from corpus: [[UInt8]], words: [[UInt8]]) -> [UInt8] {
        var bytes = corpus.randomElement(using: &random) ?? []
        for _ in 0...Int.random(in: 0...4, using: &random) { change(&bytes, corpus, words) }
        return bytes
    }

    /// Where to cut it into pieces.
    mutating func cuts(_ count: Int) -> [Range<Int>] {
        var cuts: [Range<Int>] = []
        var start = 0
        while start < count {
            let end = min(count, start + Int.random(in: 1...max(1, min(count, 700)), using: &random))
            cuts.append(start..<end)
            start = end
        }
        return cuts
    }

    private mutating func change(_ bytes: inout [UInt8], _ corpus: [[UInt8]], _ words: [[UInt8]]) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1..<64, using: &random))
        switch Int.random(in: 0..<9, using: &random) {
        case 0 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.removeSubrange(place...)
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
        case 5: bytes.insert(contentsOf: words.randomElement(using: &random) ?? [], at: place)
        case 6: bytes.replaceSubrange(place..<end, with: words.randomElement(using: &random) ?? [])
        case 7:
            // A number that lies.
            let numbers: [UInt64] = [0, 1, 7, 8, 9, 255, 4096, 1 << 31, 1 << 32, 1 << 50, 1 << 63, .max, .max - 7]
            let number = NARTokens.encode(numbers.randomElement(using: &random) ?? 0)
            let start = place & ~7
            bytes.replaceSubrange(start..<min(bytes.count, start + 8), with: number)
        default:
            let other = corpus.randomElement(using: &random) ?? []
            let from = Int.random(in: 0...other.count, using: &random)
            bytes.replaceSubrange(place..<end, with: other[from..<min(other.count, from + 64)])
        }
    }
}

/// How much is tried: a fixed number with a fixed seed, or, for `make fuzz`, other seeds for so many seconds.
struct FuzzPlan {
    /// EMERGENCE_FUZZ_SECONDS is how long each format is tried; EMERGENCE_FUZZ_SEED, what is tried first.
    static func run(_ format: String, count: Int, _ body: (inout Mutation) throws -> Void) rethrows {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["EMERGENCE_FUZZ_SEED"].flatMap { UInt64($0) }
        guard let seconds = environment["EMERGENCE_FUZZ_SECONDS"].flatMap({ Double($0) }) else {
            for seed in (first ?? 0)..<(first ?? 0) + UInt64(count) { try once(seed, body) }
            return
        }
        let start = first ?? UInt64(Date().timeIntervalSince1970 * 1000) << 20
        let end = Date().addingTimeInterval(seconds)
        print("fuzz \(format): from seed \(start)")
        var seed = start
        while Date() < end {
            try once(seed, body)
            seed += 1
        }
        print("fuzz \(format): \(seed - start) inputs")
    }

    private static func once(_ seed: UInt64, _ body: (inout Mutation) throws -> Void) rethrows {
        var mutation = Mutation(seed: seed)
        try body(&mutation)
    }
}
