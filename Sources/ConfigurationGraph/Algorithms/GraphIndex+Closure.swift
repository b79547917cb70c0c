extension GraphIndex {
    /// The numbers of all nodes that can be reached from one, itself first, breadth first.
    ///
    /// Takes time in proportion to the nodes reached and their edges, and a bit for each node of the index.
    ///
    /// - Parameter labels: the edges followed; nil for all.
    public func closure(
        of start: UInt32, along labels: Set<EdgeLabel>? = nil, _ direction: Direction = .forwards
    ) -> [UInt32] {
        rows(direction).closure(of: start, along: LabelMask(labels))
    }
}

extension AdjacencyRows {
    /// How many rows are asked for at once: while memory brings one, it brings the others.
    private static let ahead = 16

    /// Most of the time a closure would wait: for rows that lie anywhere, and for the processor to have guessed wrong
    /// whether a neighbour is new. So rows come in batches, and a neighbour is always written down, but counted only if
    /// it's new.
    fileprivate func closure(of start: UInt32, along labels: LabelMask) -> [UInt32] {
        var seen = NodeBits(count: nodeCount)
        var reached = [start]
        var count = seen.insert(start, if: 1)
        var firsts = [UInt32](repeating: 0, count: Self.ahead)
        var next = 0
        while next < count {
            let batch = min(Self.ahead, count - next)
            var most = count + 1
            for place in 0..<batch {
                let row = row(of: reached[next + place])
                firsts[place] = links[row.lowerBound]
                most += row.count
            }
            if reached.count < most { reached += repeatElement(0, count: most + reached.count) }
            for place in 0..<batch {
                var link = firsts[place]
                for position in row(of: reached[next + place]) {
                    reached[count] = Self.neighbour(link)
                    count += seen.insert(Self.neighbour(link), if: labels.bit(Self.code(link)))
                    link = links[position + 1]
                }
            }
            next += batch
        }
        reached.removeSubrange(count...)
        return reached
    }
}

/// A set of numbered nodes, a bit for each: small enough to stay in the processor's cache for millions of nodes.
private struct NodeBits {
    private var words: [UInt64]

    init(count: Int) { words = [UInt64](repeating: 0, count: count / 64 + 1) }

    /// Adds a node if `wanted` is 1, and not if it is 0, without a branch either way.
    ///
    /// - Returns: how many nodes are new by that: 0 or 1.
    @inline(__always)
    mutating func insert(_ node: UInt32, if wanted: UInt64) -> Int {
        let word = words[Int(node >> 6)]
        let place = UInt64(node & 63)
        words[Int(node >> 6)] = word | wanted << place
        return Int(wanted & ~(word >> place))
    }
}
