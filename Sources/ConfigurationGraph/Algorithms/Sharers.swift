/// Who besides one artefact needs the nodes of its closure: some names for each node, found by looking upwards no
/// further than that takes.
///
/// What shares a node shares all that is below it. And whatever is above a node but outside the closure is another's:
/// it isn't reached from the artefact. So from each node the search goes up through such nodes alone, and ends once
/// it has names enough: a layer that lies under every image of the graph costs no more than one that two images share.
struct Sharers {
    /// By number in the closure: some names in order, one more than the limit if there are more than that.
    private(set) var names: [[String]]
    private let artefact: NodeID
    private let kind: ClosureKind
    private let limit: Int

    /// - Parameters:
    ///   - closure: the artefact's closure of this kind, in which the artefact itself isn't.
    ///   - tree: the same, breadth first.
    ///   - limit: how many names are wanted of each node.
    init(
        of artefact: NodeID, _ kind: ClosureKind, _ closure: GraphIndex, _ tree: BreadthFirstTree,
        in view: some GraphView, limit: Int
    ) throws {
        self.artefact = artefact
        self.kind = kind
        self.limit = limit
        names = [[String]](repeating: [], count: closure.ids.count)
        for number in tree.order where names[Int(number)].count <= limit {
            let others = try search(above: closure.ids[Int(number)], outside: closure, in: view)
            add(others, to: number)
            handDown(from: number, in: closure)
        }
    }

    /// Adds names, and says whether that changed anything.
    @discardableResult
    private mutating func add(_ others: [String], to number: UInt32) -> Bool {
        let all = Set(names[Int(number)]).union(others).sorted().prefix(limit + 1)
        guard all.count > names[Int(number)].count || Array(all) != names[Int(number)] else { return false }
        names[Int(number)] = Array(all)
        return true
    }

    /// Gives what a node is shared with to all that is below it.
    private mutating func handDown(from start: UInt32, in closure: GraphIndex) {
        var open = names[Int(start)].isEmpty ? [] : [start]
        while let number = open.popLast() {
            let given = names[Int(number)]
            closure.rows(.forwards).forEachNeighbour(of: number, along: LabelMask(nil)) { below, _ in
                if add(given, to: below) { open.append(below) }
            }
        }
    }

    /// Artefacts above a node that are reached through nodes outside the closure; not all once there are more than
    /// the limit.
    private func search(above node: NodeID, outside closure: GraphIndex, in view: some GraphView) throws -> [String] {
        // Few of a node's edges are read at first. Should they lead to too little, it is done again with all.
        for width in [limit + 2, Int.max] {
            var found: Set<String> = []
            var seen: Set<NodeID> = []
            var open = [node]
            var isCutShort = false
            while found.count <= limit, let next = open.popLast() {
                for label in kind.labels {
                    let edges = try view.edges(to: next, along: label, limit: width)
                    isCutShort = isCutShort || edges.count == width
                    for above in edges.map(\.from) where closure.number(of: above) == nil && above != artefact {
                        guard above.kind.isDependency else {
                            if above.kind == .artefact, label == kind.entrance { found.insert(above.name) }
                            continue
                        }
                        if seen.insert(above).inserted { open.append(above) }
                    }
                }
            }
            if found.count > limit || !isCutShort { return found.sorted() }
        }
        return []
    }
}
