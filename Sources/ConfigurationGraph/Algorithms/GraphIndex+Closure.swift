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
    fileprivate func closure(of start: UInt32, along labels: LabelMask) -> [UInt32] {
        var seen = NodeBits(count: nodeCount)
        seen.insert(start)
        var reached = [start]
        var next = 0
        while next < reached.count {
            forEachNeighbour(of: reached[next], along: labels) { neighbour, _ in
                if seen.insert(neighbour) { reached.append(neighbour) }
            }
            next += 1
        }
        return reached
    }
}

/// A set of numbered nodes, a bit for each: small enough to stay in the processor's cache for millions of nodes.
private struct NodeBits {
    private var words: [UInt64]

    init(count: Int) { words = [UInt64](repeating: 0, count: count / 64 + 1) }

    /// Adds a node and says whether it is new.
    @inline(__always)
    @discardableResult
    mutating func insert(_ node: UInt32) -> Bool {
        let bit: UInt64 = 1 << UInt64(node & 63)
        guard words[Int(node >> 6)] & bit == 0 else { return false }
        words[Int(node >> 6)] |= bit
        return true
    }
}
