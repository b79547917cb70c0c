/// The nodes that can be reached from some, each with how it was reached first.
struct BreadthFirstTree {
    /// How a node was reached: from where, by which label, and in how many edges.
    struct Step {
        let parent: UInt32
        let code: UInt8
        let depth: Int
    }

    /// The nodes, nearest first; the starts come first.
    private(set) var order: [UInt32]
    /// By number; nil for the starts and for what can't be reached.
    private(set) var steps: [Step?]
    private let starts: [UInt32]

    /// Walks the whole of what can be reached, in time in proportion to it and to the index's nodes.
    init(_ index: GraphIndex, from start: UInt32, _ direction: Direction = .forwards) {
        self.init(index, from: [start], direction)
    }

    /// Walks from several nodes at once, each of them given once.
    init(_ index: GraphIndex, from starts: [UInt32], _ direction: Direction = .forwards) {
        var order = starts
        var isStart = [Bool](repeating: false, count: index.ids.count)
        for start in starts { isStart[Int(start)] = true }
        var steps = [Step?](repeating: nil, count: index.ids.count)
        let rows = index.rows(direction)
        let all = LabelMask(nil)
        var next = 0
        while next < order.count {
            let node = order[next]
            let depth = (steps[Int(node)]?.depth ?? 0) + 1
            rows.forEachNeighbour(of: node, along: all) { neighbour, code in
                guard !isStart[Int(neighbour)], steps[Int(neighbour)] == nil else { return }
                steps[Int(neighbour)] = Step(parent: node, code: code, depth: depth)
                order.append(neighbour)
            }
            next += 1
        }
        self.order = order
        self.steps = steps
        self.starts = starts
    }

    /// How many edges a node is away from the nearest start; nil if it can't be reached.
    func depth(of node: UInt32) -> Int? { steps[Int(node)]?.depth ?? (starts.contains(node) ? 0 : nil) }

    /// A shortest path to a node, as its edges; nil if it can't be reached, empty for a start.
    func path(to end: UInt32, in index: GraphIndex) -> [Edge]? {
        guard depth(of: end) != nil else { return nil }
        var path: [Edge] = []
        var node = end
        while let step = steps[Int(node)] {
            path.append(index.edge(from: step.parent, code: step.code, to: node))
            node = step.parent
        }
        return path.reversed()
    }
}
