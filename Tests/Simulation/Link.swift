import TestRandom

/// The way between a program and the store, each direction for itself.
struct Link {
    /// Nothing gets to the store, or back from it, before this true time.
    var blockedTo: Int64 = 0
    var blockedFrom: Int64 = 0
    /// Before this true time one message of so many is lost.
    var lossyUntil: Int64 = 0
    var lostOf = 4
    /// Before this true time messages take up to so many milliseconds, and one of so many ten times as long: what was sent
    /// into a way that is jammed arrives once it is free.
    var slowUntil: Int64 = 0
    var slowness: Int64 = 6000
    var jammedOf = 10

    /// What is sent to the store before this true time arrives after it, and nothing is lost: as where a connection outlives a
    /// partition.
    var jammedUntil: Int64 = 0

    enum Direction { case toStore, fromStore }

    /// How long a message takes that is sent now; nil if it gets lost.
    func delay(_ direction: Direction, at time: Int64, _ random: inout SplitMix) -> Int64? {
        if time < (direction == .toStore ? blockedTo : blockedFrom) { return nil }
        if time < lossyUntil, random.below(lostOf) == 0 { return nil }
        if direction == .toStore, time < jammedUntil { return jammedUntil - time + random.below(20) }
        guard time < slowUntil else { return 1 + random.below(20) }
        return 1 + random.below(random.below(jammedOf) == 0 ? 10 * slowness : slowness)
    }

    func isBlocked(_ direction: Direction, at time: Int64) -> Bool {
        time < (direction == .toStore ? blockedTo : blockedFrom)
    }
}

extension SplitMix {
    mutating func below(_ bound: Int) -> Int { bound <= 0 ? 0 : Int(next() % UInt64(bound)) }
    mutating func below(_ bound: Int64) -> Int64 { bound <= 0 ? 0 : Int64(next() % UInt64(bound)) }
    mutating func from(_ low: Int64, to high: Int64) -> Int64 { low + below(high - low + 1) }
    mutating func chance(_ part: Double) -> Bool { Double(next() >> 11) / Double(1 << 53) < part }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
