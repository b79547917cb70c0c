/// The nodes that can be reached from one, each with how it was reached first.
struct BreadthFirstTree {
    /// How a node was reached: from where, by which label, and in how many edges.
    struct Step {
        let parent: UInt32
        let code: UInt8
        let depth: Int
    }

    /// The nodes, nearest first; the start is the first.
    private(set) var order: [UInt32]
    /// By number; nil for the start and for what can't be reached.
    private(set) var steps: [Step?]

    /// Walks the whole of what can be reached, in time in proportion to it and to the index's nodes.
    init(_ index: GraphIndex, from start: UInt32, _ direction: Direction = .forwards) {
        var order = [start]
        var steps = [Step?](repeating: nil, count: index.ids.count)
        let rows = index.rows(direction)
        let all = LabelMask(nil)
        var next = 0
        while next < order.count {
            let node = order[next]
            let depth = (steps[Int(node)]?.depth ?? 0) + 1
            rows.forEachNeighbour(of: node, along: all) { neighbour, code in
                guard neighbour != start, steps[Int(neighbour)] == nil else { return }
                steps[Int(neighbour)] = Step(parent: node, code: code, depth: depth)
                order.append(neighbour)
            }
            next += 1
        }
        self.order = order
        self.steps = steps
    }

    /// How many edges a node is away from the start; nil if it can't be reached.
    func depth(of node: UInt32) -> Int? { node == order[0] ? 0 : steps[Int(node)]?.depth }
}
