/// Which way edges are followed.
public enum Direction: Sendable {
    /// From where they start to where they end: what a node needs.
    case forwards
    /// From where they end to where they start: who needs a node.
    case backwards
}

extension GraphView {
    /// The nodes next to one, each once, in the order of its edges.
    ///
    /// - Parameter labels: the edges followed; nil for all.
    /// - Throws: whatever reading the view throws.
    public func neighbours(
        of id: NodeID, along labels: Set<EdgeLabel>? = nil, _ direction: Direction = .forwards
    ) throws -> [NodeID] {
        var seen: Set<NodeID> = []
        let edges = try direction == .forwards ? edges(from: id) : edges(to: id)
        return edges.filter { labels?.contains($0.label) ?? true }
            .map { direction == .forwards ? $0.to : $0.from }
            .filter { seen.insert($0).inserted }
    }

    /// All nodes that can be reached, those to start from included, breadth first.
    ///
    /// Reads the edges of the nodes reached and of no others; takes time in proportion to them.
    ///
    /// - Parameter labels: the edges followed; nil for all.
    /// - Throws: whatever reading the view throws.
    public func closure(
        of starts: [NodeID], along labels: Set<EdgeLabel>? = nil, _ direction: Direction = .forwards
    ) throws -> [NodeID] {
        var seen = Set(starts)
        var reached = starts
        var next = 0
        while next < reached.count {
            for neighbour in try neighbours(of: reached[next], along: labels, direction)
            where seen.insert(neighbour).inserted {
                reached.append(neighbour)
            }
            next += 1
        }
        return reached
    }

    /// A shortest path between two nodes, as its edges; nil if there is none, empty if they are one node.
    ///
    /// Breadth first, backwards from the end: what is asked about is mostly deep down and has fewer above it.
    ///
    /// - Throws: whatever reading the view throws.
    public func shortestPath(from start: NodeID, to end: NodeID) throws -> [Edge]? {
        guard start != end else { return [] }
        var towardsEnd: [NodeID: Edge] = [:]
        var frontier = [end]
        while !frontier.isEmpty, towardsEnd[start] == nil {
            var further: [NodeID] = []
            for id in frontier {
                for edge in try edges(to: id) where edge.from != end && towardsEnd[edge.from] == nil {
                    towardsEnd[edge.from] = edge
                    further.append(edge.from)
                }
            }
            frontier = further
        }
        guard towardsEnd[start] != nil else { return nil }
        var path: [Edge] = []
        var current = start
        while current != end, let edge = towardsEnd[current] {
            path.append(edge)
            current = edge.to
        }
        return path
    }

    /// The paths between two nodes that pass no node twice, shorter ones first, at the most `limit` of them.
    ///
    /// Only nodes from which the end can be reached are entered; still there can be exponentially many paths, hence
    /// the limit.
    ///
    /// - Throws: whatever reading the view throws.
    public func paths(from start: NodeID, to end: NodeID, limit: Int) throws -> [[Edge]] {
        let leading = Set(try closure(of: [end], .backwards))
        guard leading.contains(start) else { return [] }
        var found: [[Edge]] = []
        var open: [[Edge]] = [[]]
        while !open.isEmpty, found.count < limit {
            var longer: [[Edge]] = []
            for path in open {
                let here = path.last?.to ?? start
                if here == end {
                    found.append(path)
                    continue
                }
                for edge in try edges(from: here) where leading.contains(edge.to) {
                    guard edge.to != start, !path.contains(where: { $0.to == edge.to }) else { continue }
                    longer.append(path + [edge])
                }
            }
            open = longer.count > limit * 64 ? Array(longer.prefix(limit * 64)) : longer
        }
        return Array(found.prefix(limit))
    }
}
