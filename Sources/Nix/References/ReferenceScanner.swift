/// Finds which store paths a stream names, all candidates in one pass (Dolstra, section 5.5.1; Nix, `RefScanSink`).
///
/// A path is named where the 32 digits that its name begins with stand, whatever is around them, also across the ends
/// of the stream's pieces. Bytes that are no digits of Nix's base-32 let it skip up to 32 at once.
public struct ReferenceScanner: Sendable {
    private let candidates: [StorePathDigest: [StorePath]]
    private let filter: DigestFilter
    /// The last bytes of the stream, fewer than a digest has.
    private var tail: [UInt8] = []
    /// The candidates that were found so far.
    public private(set) var found: Set<StorePath> = []

    /// A scanner that looks for these.
    public init(candidates: some Sequence<StorePath>) {
        self.candidates = Dictionary(grouping: candidates, by: \.digest)
        filter = DigestFilter(self.candidates.keys)
    }

    /// Scans the next piece.
    public mutating func scan(_ piece: UnsafeRawBufferPointer) {
        let reach = StorePathDigest.length - 1
        if !tail.isEmpty {
            let seam = tail + piece.prefix(reach)
            seam.withUnsafeBytes { scanWhole($0) }
        }
        scanWhole(piece)
        if piece.count >= reach {
            tail = Array(piece.suffix(reach))
        } else {
            tail = (tail + piece).suffix(reach)
        }
    }

    private mutating func scanWhole(_ bytes: UnsafeRawBufferPointer) {
        let length = StorePathDigest.length
        guard bytes.count >= length, !candidates.isEmpty else { return }
        let candidates = candidates
        var matches: Set<StorePathDigest> = []
        func look(_ start: Int) {
            let digits = UnsafeRawBufferPointer(rebasing: bytes[start..<start + length])
            if let digest = StorePathDigest(digits: digits), candidates[digest] != nil { matches.insert(digest) }
        }
        Nix32.digits.withUnsafeBufferPointer { digits in
            filter.withBits { filter in
                var start = 0
                // All from `start` to here is digits.
                var known = 0
                while start <= bytes.count - length {
                    var last = start + length - 1
                    while last >= known, digits[Int(bytes[last])] < 32 { last -= 1 }
                    let isBroken = last >= known
                    known = start + length
                    if isBroken {
                        start = last + 1
                        continue
                    }
                    // A run of digits: each place in it may be one.
                    repeat {
                        if filter.mayContain(bytes, at: start) { look(start) }
                        start += 1
                        known += 1
                    } while known <= bytes.count && digits[Int(bytes[known - 1])] < 32
                    // What ended it is no digit.
                    start = known
                }
            }
        }
        for digest in matches { found.formUnion(candidates[digest] ?? []) }
    }
}

/// Tells most texts that are no candidate from those that are by their first eight bytes.
private struct DigestFilter: Sendable {
    private var bits: [UInt64]
    private let shift: UInt64

    init(_ digests: some Collection<StorePathDigest>) {
        // 64 bits for each candidate or more: one in 64 others passes at the most.
        var width: UInt64 = 12
        while 1 << width < digests.count * 64, width < 32 { width += 1 }
        shift = 64 - width
        bits = [UInt64](repeating: 0, count: 1 << (width - 6))
        for digest in digests {
            Array(digest.description.utf8).withUnsafeBytes { text in
                let place = Self.place(text, at: 0, shift)
                bits[Int(place >> 6)] |= 1 << (place & 63)
            }
        }
    }

    /// Gives the filter in a form that is quick to ask.
    func withBits(_ body: (Bits) -> Void) {
        bits.withUnsafeBufferPointer { body(Bits(bits: $0, shift: shift)) }
    }

    struct Bits {
        let bits: UnsafeBufferPointer<UInt64>
        let shift: UInt64

        func mayContain(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Bool {
            let place = DigestFilter.place(bytes, at: start, shift)
            return bits[Int(place >> 6)] >> (place & 63) & 1 == 1
        }
    }

    private static func place(_ bytes: UnsafeRawBufferPointer, at start: Int, _ shift: UInt64) -> UInt64 {
        let word = bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
        return (word &* 0x9e37_79b9_7f4a_7c15) >> shift
    }
}
