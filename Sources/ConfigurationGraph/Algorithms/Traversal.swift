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

    /// All nodes that can be reached, those to start from first, breadth first; those as far away as each other are in
    /// no particular order.
    ///
    /// Reads the edges of the nodes reached and of no others; takes time in proportion to them.
    ///
    /// - Parameter labels: the edges followed; nil for all.
    /// - Throws: whatever reading the view throws.
    public func closure(
        of starts: [NodeID], along labels: Set<EdgeLabel>? = nil, _ direction: Direction = .forwards
    ) throws -> [NodeID] {
        try index(reachableFrom: starts, along: labels, direction).ids
    }
}
