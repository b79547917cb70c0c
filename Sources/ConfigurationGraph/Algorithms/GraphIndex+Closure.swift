extension GraphIndex {
    /// The numbers of all nodes that can be reached from one, itself first, breadth first.
    ///
    /// Takes time in proportion to the nodes reached and their edges, and a byte for each node of the index.
    ///
    /// - Parameter labels: the edges followed; nil for all.
    public func closure(
        of start: UInt32, along labels: Set<EdgeLabel>? = nil, _ direction: Direction = .forwards
    ) -> [UInt32] {
        var visit = Visit(count: ids.count)
        return visit.closure(of: start, in: rows(direction), along: LabelMask(labels))
    }

    /// What was reached in a walk; can be used for many walks, each of which takes no more than what it reaches.
    struct Visit {
        /// The walk that reached each node last.
        private var walks: [UInt32]
        private var walk: UInt32 = 0

        init(count: Int) { walks = [UInt32](repeating: 0, count: count) }

        mutating func closure(of start: UInt32, in rows: AdjacencyRows, along labels: LabelMask) -> [UInt32] {
            walk += 1
            walks[Int(start)] = walk
            var reached = [start]
            var next = 0
            while next < reached.count {
                let node = reached[next]
                rows.forEachNeighbour(of: node, along: labels) { neighbour, _ in
                    guard walks[Int(neighbour)] != walk else { return }
                    walks[Int(neighbour)] = walk
                    reached.append(neighbour)
                }
                next += 1
            }
            return reached
        }
    }
}
