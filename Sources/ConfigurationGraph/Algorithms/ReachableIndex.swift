/// Collects the part of a view that can be reached from some of its nodes, one node at a time.
struct ReachableIndex<View: GraphView> {
    private let view: View
    private let labels: Set<EdgeLabel>?
    private let direction: Direction
    private var numbers: [NodeID: UInt32] = [:]
    private var ids: [NodeID] = []
    private var links: [GraphIndex.Link] = []

    init(view: View, along labels: Set<EdgeLabel>?, _ direction: Direction) {
        self.view = view
        self.labels = labels
        self.direction = direction
    }

    mutating func build(from starts: [NodeID]) throws -> GraphIndex {
        for start in starts where try view.contains(start) { _ = number(of: start) }
        var next = 0
        while next < ids.count {
            try follow(ids[next])
            next += 1
        }
        let sizes = direction == .forwards ? try ids.map { try view.node($0)?.node.size ?? 0 } : []
        return GraphIndex(nodes: ids, sizes: sizes, links: links)
    }

    private mutating func follow(_ id: NodeID) throws {
        let edges = try direction == .forwards ? view.edges(from: id) : view.edges(to: id)
        for edge in edges where labels?.contains(edge.label) ?? true {
            links.append(.init(from: number(of: edge.from), label: edge.label, to: number(of: edge.to)))
        }
    }

    private mutating func number(of id: NodeID) -> UInt32 {
        if let known = numbers[id] { return known }
        let number = UInt32(ids.count)
        numbers[id] = number
        ids.append(id)
        return number
    }
}
