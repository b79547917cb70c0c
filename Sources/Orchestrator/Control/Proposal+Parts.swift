extension Proposal {
    /// How many instances land at once, so that a commit takes a small part of the time that a lease lasts, and nobody who
    /// writes to the store waits for long.
    static let mostAtOnce = 1000

    /// The same in parts that land one after the other, each of no more than so many instances. What is given back is said
    /// in each, as it says what instances run instead of.
    func parts(of most: Int = mostAtOnce) -> [Proposal] {
        guard count > most else { return [self] }
        var rest = self
        var parts: [Proposal] = []
        let general = notes.filter { !$0.isAdoption }
        rest.notes.removeAll { !$0.isAdoption }
        while rest.count > 0 {
            var part = Proposal(ticket: ticket, revision: revision, epoch: epoch)
            var room = most
            part.ends = rest.ends.take(&room)
            part.removals = rest.removals.take(&room)
            part.puts = rest.puts.take(&room)
            part.notes = general + rest.notes.take(&room)
            part.newcomers = newcomers.intersection(part.puts.map(\.instance))
            parts.append(part)
        }
        return parts
    }

    /// The instances whose place it says, or that they end.
    var touched: Set<String> {
        Set(puts.map(\.instance)).union(ends.map(\.instance)).union(removals)
    }

    private var count: Int { ends.count + removals.count + puts.count + notes.count { $0.isAdoption } }
}

extension Step {
    fileprivate var isAdoption: Bool {
        if case .adopt = self { true } else { false }
    }
}

extension Array {
    /// Takes away as many as there is room for, from the front.
    fileprivate mutating func take(_ room: inout Int) -> [Element] {
        let taken = Array(prefix(room))
        removeFirst(taken.count)
        room -= taken.count
        return taken
    }
}
