/// A list of different numbers, each with its place in it.
///
/// A dictionary would do, and take several times as long: its hashing keeps whoever chooses the keys from choosing such
/// that meet. Nobody chooses the numbers of a store's nodes.
struct NumberedPlaces {
    /// The numbers, in the order in which they came.
    private(set) var numbers: [Int64] = []
    private var slots = [UInt32](repeating: free, count: 1 << 10)
    private static let free = UInt32.max

    /// The place of a number, which comes after all others if it is new.
    mutating func place(of number: Int64) -> UInt32 {
        let slot = slot(of: number)
        if slots[slot] != Self.free { return slots[slot] }
        let place = UInt32(numbers.count)
        slots[slot] = place
        numbers.append(number)
        if numbers.count * 2 > slots.count { grow() }
        return place
    }

    /// The place of a number; nil for one that never came.
    func place(ofKnown number: Int64) -> UInt32? {
        let place = slots[slot(of: number)]
        return place == Self.free ? nil : place
    }

    /// The places in the order of their numbers.
    func sorted(_ places: Range<Int>) -> [Int] { numbers[places].sorted().map { Int(slots[slot(of: $0)]) } }

    /// Where a number is, or would go: the first slot from its own on that is its or free.
    private func slot(of number: Int64) -> Int {
        let mixed = UInt64(bitPattern: number) &* 0x9E37_79B9_7F4A_7C15
        var slot = Int(truncatingIfNeeded: mixed >> 32) & (slots.count - 1)
        while slots[slot] != Self.free, numbers[Int(slots[slot])] != number { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private mutating func grow() {
        slots = [UInt32](repeating: Self.free, count: slots.count * 4)
        for (place, number) in numbers.enumerated() { slots[slot(of: number)] = UInt32(place) }
    }
}
