extension GraphIndex {
    /// A cycle of nodes, each leading to the next and the last to the first; nil if there is none.
    ///
    /// Takes time in proportion to the index.
    ///
    /// - Parameter labels: the edges followed; nil for all.
    public func cycle(along labels: Set<EdgeLabel>? = nil) -> [NodeID]? {
        var remaining = [Int](repeating: 0, count: ids.count)
        let mask = LabelMask(labels)
        for node in ids.indices {
            rows(.forwards).forEachNeighbour(of: UInt32(node), along: mask) { _, _ in remaining[node] += 1 }
        }
        // Nodes that lead nowhere are taken away until none is left but those that lead to a cycle.
        var open = ids.indices.filter { remaining[$0] == 0 }
        while let node = open.popLast() {
            rows(.backwards).forEachNeighbour(of: UInt32(node), along: mask) { parent, _ in
                remaining[Int(parent)] -= 1
                if remaining[Int(parent)] == 0 { open.append(Int(parent)) }
            }
        }
        return ids.indices.first { remaining[$0] > 0 }.map { cycle(from: UInt32($0), remaining, along: mask) }
    }

    /// Follows what is left until a node comes again.
    private func cycle(from start: UInt32, _ remaining: [Int], along labels: LabelMask) -> [NodeID] {
        var path: [UInt32] = []
        var places: [UInt32: Int] = [:]
        var node = start
        while places[node] == nil {
            places[node] = path.count
            path.append(node)
            var next = node
            rows(.forwards).forEachNeighbour(of: node, along: labels) { neighbour, _ in
                if remaining[Int(neighbour)] > 0 { next = neighbour }
            }
            node = next
        }
        return path[(places[node] ?? 0)...].map { ids[Int($0)] }
    }
}
