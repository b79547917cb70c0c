import ConfigurationGraph

extension AutomatonMemory {
    /// Remembers how many instances are needed from now on.
    mutating func note(_ count: Int, at now: Moment, window: Double) {
        if needs.last?.count != count {
            if let last = needs.last, last.from >= now { needs.removeLast() }
            if needs.last?.count != count { needs.append(Need(from: now, count: count)) }
        }
        // What ended before the window began says nothing any more.
        let start = now + -window
        let first = needs.indices.last { needs[$0].from <= start } ?? 0
        needs.removeFirst(first)
    }

    /// How many there shall be, given how many there were to be and how many are needed now.
    ///
    /// More only if more was needed for the whole window up, less only if less was needed for the whole window down,
    /// and if so long has been looked.
    func settled(from before: Int, policy: AutomatonPolicy, began: Moment, now: Moment) -> Settled {
        guard let need = needs.last?.count, need != before else { return Settled(count: before, wake: nil) }
        let isUp = need > before
        let window = isUp ? policy.upWindow : policy.downWindow
        // Since when it has been needed without a break, as far back as is known.
        var since = now
        for entry in needs.reversed() {
            guard isUp ? entry.count > before : entry.count < before else { break }
            since = entry.from
        }
        let due = (isUp ? since : max(since, began)) + window
        guard due <= now else { return Settled(count: before, wake: due) }
        let start = now + -window
        let known = needs.indices.filter { $0 + 1 == needs.count || needs[$0 + 1].from > start }.map { needs[$0].count }
        return Settled(count: (isUp ? known.min() : known.max()) ?? before, wake: nil)
    }

    struct Settled {
        var count: Int
        /// When it may be another number.
        var wake: Moment?
    }
}
