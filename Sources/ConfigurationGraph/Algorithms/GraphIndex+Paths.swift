extension GraphIndex {
    /// A shortest path between two nodes, as its edges; nil if there is none, empty if they are one node.
    public func shortestPath(from start: UInt32, to end: UInt32) -> [Edge]? {
        BreadthFirstTree(self, from: start).path(to: end, in: self)
    }

    /// The paths between two nodes that pass no node twice, shorter ones first, at the most `limit` of them.
    ///
    /// There can be exponentially many, hence the limit: the time taken grows with it and with the paths' length.
    public func paths(from start: UInt32, to end: UInt32, limit: Int) -> [[Edge]] {
        var search = PathSearch(index: self, start: start, end: end, limit: limit)
        return search.run()
    }
}

/// A search for paths by growing length: each round enters only nodes from which the end is near enough still.
private struct PathSearch {
    private let index: GraphIndex
    private let start: UInt32
    private let end: UInt32
    private let limit: Int
    private let towardsEnd: BreadthFirstTree
    private var found: [[Edge]] = []
    private var onPath: Set<UInt32> = []
    private var isCutShort = false

    init(index: GraphIndex, start: UInt32, end: UInt32, limit: Int) {
        self.index = index
        self.start = start
        self.end = end
        self.limit = limit
        towardsEnd = BreadthFirstTree(index, from: end, .backwards)
    }

    mutating func run() -> [[Edge]] {
        guard var length = towardsEnd.depth(of: start) else { return [] }
        repeat {
            isCutShort = false
            extend([], at: start, exactly: length)
            length += 1
        } while isCutShort && found.count < limit
        return found
    }

    /// Adds all paths of one length that begin with `path`, which ends at `node`.
    private mutating func extend(_ path: [Edge], at node: UInt32, exactly length: Int) {
        guard found.count < limit else { return }
        guard node != end else {
            if path.count == length { found.append(path) }
            return
        }
        onPath.insert(node)
        defer { onPath.remove(node) }
        var steps: [(to: UInt32, code: UInt8)] = []
        index.rows(.forwards).forEachNeighbour(of: node, along: LabelMask(nil)) { steps.append(($0, $1)) }
        for step in steps where !onPath.contains(step.to) {
            guard let rest = towardsEnd.depth(of: step.to) else { continue }
            guard path.count + 1 + rest <= length else {
                isCutShort = true
                continue
            }
            extend(path + [index.edge(from: node, code: step.code, to: step.to)], at: step.to, exactly: length)
        }
    }
}
