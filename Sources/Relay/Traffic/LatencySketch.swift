/// How long many requests took, in a fixed number of buckets: each is an eighth of a power of two wide, so a percentile
/// is at the most 12.5 % above the true one, however many requests there were.
public struct LatencySketch: Hashable, Sendable {
    private static let bits = 3
    /// Times above this many milliseconds count as this long: four and a half hours.
    private static let longest = 1 << 24
    private static let size = index(of: longest) + 1

    private var buckets: [UInt32] = []
    public private(set) var count = 0

    public init() {}

    public mutating func add(milliseconds: Int) {
        if buckets.isEmpty { buckets = [UInt32](repeating: 0, count: Self.size) }
        let index = Self.index(of: min(max(milliseconds, 0), Self.longest))
        if buckets[index] < .max { buckets[index] += 1 }
        count += 1
    }

    public mutating func add(_ other: LatencySketch) {
        guard other.count > 0 else { return }
        guard count > 0 else {
            self = other
            return
        }
        for index in buckets.indices {
            let (sum, isTooMuch) = buckets[index].addingReportingOverflow(other.buckets[index])
            buckets[index] = isTooMuch ? .max : sum
        }
        count += other.count
    }

    /// The time that this part of the requests took at the most, in milliseconds; nil if there was none.
    public func percentile(_ part: Double) -> Int? {
        guard count > 0 else { return nil }
        let rank = min(max(Int((part * Double(count)).rounded(.up)), 1), count)
        var seen = 0
        for index in buckets.indices {
            seen += Int(buckets[index])
            if seen >= rank { return Self.greatest(of: index) }
        }
        return Self.longest
    }

    /// Eight buckets for each power of two; below sixteen each number has its own.
    private static func index(of value: Int) -> Int {
        guard value >= 2 << bits else { return value }
        let exponent = value.bitWidth - value.leadingZeroBitCount - 1 - bits
        return exponent << bits + value >> exponent
    }

    /// The greatest number of a bucket.
    private static func greatest(of index: Int) -> Int {
        guard index >= 2 << bits else { return index }
        let exponent = index >> bits - 1
        return (index - exponent << bits + 1) << exponent - 1
    }
}
