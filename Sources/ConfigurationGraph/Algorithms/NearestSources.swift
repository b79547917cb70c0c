/// For each node of an index, by which of some sources it can be reached: the first few in order.
///
/// Each node hands what it has to its neighbours until nothing changes. It keeps as many as are asked for and one more,
/// so takes time in proportion to the edges and to the limit, however many sources there are.
struct NearestSources {
    /// By number: sources by their numbers, in order.
    private let held: [[UInt32]]
    private let limit: Int

    /// - Parameter sources: nodes by their numbers, in order.
    init(of index: GraphIndex, from sources: [UInt32], limit: Int, _ direction: Direction) {
        self.limit = limit
        var held = [[UInt32]](repeating: [], count: index.ids.count)
        if sources.count == 1 {
            for node in index.closure(of: sources[0], direction) { held[Int(node)] = sources }
            self.held = held
            return
        }
        var isWaiting = [Bool](repeating: false, count: index.ids.count)
        for source in sources { held[Int(source)] = [source] }
        var open = sources
        let rows = index.rows(direction)
        while let node = open.popLast() {
            isWaiting[Int(node)] = false
            let given = held[Int(node)]
            rows.forEachNeighbour(of: node, along: LabelMask(nil)) { neighbour, _ in
                guard Self.merge(given, into: &held[Int(neighbour)], limit: limit + 1), !isWaiting[Int(neighbour)]
                else { return }
                isWaiting[Int(neighbour)] = true
                open.append(neighbour)
            }
        }
        self.held = held
    }

    /// The sources of a node: as many as were asked for.
    func names(of place: Int, in index: GraphIndex) -> [NodeID] {
        held[place].prefix(limit).map { index.ids[Int($0)] }
    }

    /// Whether it can be reached at all.
    func hasAny(at place: Int) -> Bool { !held[place].isEmpty }

    /// Whether it has more.
    func hasMore(at place: Int) -> Bool { held[place].count > limit }

    /// Adds sources to a node's, of which the first are kept; says whether that changed them.
    private static func merge(_ given: [UInt32], into mine: inout [UInt32], limit: Int) -> Bool {
        let new = given.filter { !mine.contains($0) }
        guard !new.isEmpty else { return false }
        let merged = Array((mine + new).sorted().prefix(limit))
        guard merged != mine else { return false }
        mine = merged
        return true
    }
}
