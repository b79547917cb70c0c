/// Finds which store paths a stream names, all candidates in one pass (Dolstra, section 5.5.1; Nix, `RefScanSink`).
///
/// A path is named where the 32 digits that its name begins with stand, whatever is around them, also across the ends
/// of the stream's pieces. Bytes that are no digits of Nix's base-32 let it skip up to 32 at once; of digits it takes eight
/// at once, and asks a table of bits whether they can stand in a candidate.
public struct ReferenceScanner: Sendable {
    private let candidates: [StorePathDigest: [StorePath]]
    private let filter: WordFilter
    private let beginnings: WordFilter
    /// The last bytes of the stream, fewer than a digest has.
    private var tail: [UInt8] = []
    /// The candidates that were found so far.
    public private(set) var found: Set<StorePath> = []

    /// A scanner that looks for these.
    public init(candidates: some Sequence<StorePath>) {
        self.candidates = Dictionary(grouping: candidates, by: \.digest)
        let words = self.candidates.keys.map { Array($0.description.utf8) }
        filter = WordFilter(words, offsets: 0..<WordFilter.length, bits: 32)
        beginnings = WordFilter(words, offsets: 0..<1, bits: 64)
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

    /// A window of a digest's length that has another byte in it is skipped to behind its last such byte. Where all are
    /// digits a run begins: of the words at every eighth place of it one lies whole within a digest, in its first fifteen
    /// digits, and the rest of the run need not be looked at.
    private mutating func scanWhole(_ bytes: UnsafeRawBufferPointer) {
        let reach = bytes.count - StorePathDigest.length
        guard reach >= 0, !candidates.isEmpty else { return }
        var matches: Set<StorePathDigest> = []
        Nix32.digits.withUnsafeBufferPointer { digits in
            filter.withBits { filter in
                beginnings.withBits { beginnings in
                    var start = 0
                    // All from `start` to here is digits.
                    var known = 0
                    while start <= reach {
                        var last = start + StorePathDigest.length - 1
                        while last >= known, digits[Int(bytes[last])] < 32 { last -= 1 }
                        let isBroken = last >= known
                        known = start + StorePathDigest.length
                        if isBroken {
                            start = last + 1
                            continue
                        }
                        var place = start
                        while place < reach + WordFilter.length, digits[Int(bytes[place])] < 32 {
                            if filter.mayContain(bytes, at: place) {
                                for begin in max(0, place - WordFilter.length + 1)...min(place, reach)
                                where beginnings.mayContain(bytes, at: begin) {
                                    if let digest = candidate(bytes, at: begin) { matches.insert(digest) }
                                }
                            }
                            place += WordFilter.length
                        }
                        // What ended the run is no digit.
                        start = place + 1
                        known = start
                    }
                }
            }
        }
        for digest in matches { found.formUnion(candidates[digest] ?? []) }
    }

    private func candidate(_ bytes: UnsafeRawBufferPointer, at start: Int) -> StorePathDigest? {
        let digits = UnsafeRawBufferPointer(rebasing: bytes[start..<start + StorePathDigest.length])
        return StorePathDigest(digits: digits).flatMap { candidates[$0] == nil ? nil : $0 }
    }
}

/// Tells most words of eight bytes that stand nowhere in some texts from those that do.
private struct WordFilter: Sendable {
    /// How many bytes a word has.
    static let length = 8

    private var bits: [UInt64]
    private let shift: UInt64

    /// - Parameters:
    ///   - offsets: where in each text the words begin.
    ///   - share: how many bits there are for each word, or more: of others one in as many passes at the most.
    init(_ texts: [[UInt8]], offsets: Range<Int>, bits share: Int) {
        var width: UInt64 = 12
        while 1 << width < texts.count * offsets.count * share, width < 32 { width += 1 }
        shift = 64 - width
        bits = [UInt64](repeating: 0, count: 1 << (width - 6))
        for text in texts {
            text.withUnsafeBytes { text in
                for offset in offsets {
                    let place = Self.place(text, at: offset, shift)
                    bits[Int(place >> 6)] |= 1 << (place & 63)
                }
            }
        }
    }

    /// Gives the filter in a form that is quick to ask.
    func withBits<Value>(_ body: (Bits) -> Value) -> Value {
        bits.withUnsafeBufferPointer { body(Bits(bits: $0, shift: shift)) }
    }

    struct Bits {
        let bits: UnsafeBufferPointer<UInt64>
        let shift: UInt64

        func mayContain(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Bool {
            let place = WordFilter.place(bytes, at: start, shift)
            return bits[Int(place >> 6)] >> (place & 63) & 1 == 1
        }
    }

    private static func place(_ bytes: UnsafeRawBufferPointer, at start: Int, _ shift: UInt64) -> UInt64 {
        let word = bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
        return (word &* 0x9e37_79b9_7f4a_7c15) >> shift
    }
}
