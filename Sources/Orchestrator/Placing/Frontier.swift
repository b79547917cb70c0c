/// Nodes still to look into, the most promising first: a binary heap.
struct Frontier {
    struct Entry {
        /// The most points that a host below may have.
        var points: Int
        /// The lowest rank below.
        var rank: UInt64
        var classNumber: Int
        var node: Int

        func isBetter(than other: Entry) -> Bool {
            points != other.points ? points > other.points : rank < other.rank
        }
    }

    private var entries: [Entry] = []

    mutating func push(_ entry: Entry) {
        entries.append(entry)
        var place = entries.count - 1
        while place > 0, entries[place].isBetter(than: entries[(place - 1) / 2]) {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func pop() -> Entry? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return first }
        entries[0] = last
        var place = 0
        while true {
            var best = place
            for child in [2 * place + 1, 2 * place + 2] where child < entries.count {
                if entries[child].isBetter(than: entries[best]) { best = child }
            }
            guard best != place else { return first }
            entries.swapAt(place, best)
            place = best
        }
    }
}
