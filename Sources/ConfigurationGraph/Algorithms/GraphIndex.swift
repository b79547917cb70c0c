/// A compact picture of how nodes hang together, without their values, for whoever asks a lot: names interned to 32-bit
/// numbers, neighbours in flat arrays both ways.
///
/// 8 bytes an edge and, beside the names, at most 27 a node (docs/performance.md has them measured). A long-lived process builds it once from a snapshot; a one-shot
/// command has the part that it needs built by its view (``GraphView/index(reachableFrom:along:_:)``).
public struct GraphIndex: Sendable {
    /// The nodes, by number.
    public let ids: [NodeID]
    /// How many bytes each node stands for, by number; 0 for nodes that stand for none.
    public let sizes: [Int64]
    /// Most one-shot questions never ask which number a name has, and hashing all names is a good part of what they take.
    private let numbers: Lazily<NodeNumbers>
    private let forwards: AdjacencyRows
    private let backwards: AdjacencyRows

    /// An edge between numbered nodes.
    public struct Link: Sendable {
        let from: UInt32
        let label: EdgeLabel
        let to: UInt32

        public init(from: UInt32, label: EdgeLabel, to: UInt32) {
            self.from = from
            self.label = label
            self.to = to
        }

        func near(_ direction: Direction) -> UInt32 { direction == .forwards ? from : to }
        func far(_ direction: Direction) -> UInt32 { direction == .forwards ? to : from }
    }

    /// Builds the index of nodes, each named once, and the links between them. Takes time in proportion to both.
    /// There is room for 268 million nodes.
    ///
    /// - Parameters:
    ///   - sizes: the nodes' sizes in their order, or none at all.
    ///   - links: edges between places in `nodes`.
    public init(nodes: [NodeID], sizes: [Int64] = [], links: [Link]) {
        precondition(nodes.count <= AdjacencyRows.mostNodes, "an index has at most \(AdjacencyRows.mostNodes) nodes")
        ids = nodes
        self.sizes = sizes.isEmpty ? [Int64](repeating: 0, count: nodes.count) : sizes
        numbers = Lazily()
        forwards = AdjacencyRows(count: nodes.count, links: links, .forwards)
        backwards = AdjacencyRows(count: nodes.count, links: links, .backwards)
    }

    /// Builds the index of a whole graph in memory.
    public init(_ graph: Graph) {
        let nodes = Array(graph.allNodes)
        let ids = nodes.map(\.id)
        let numbers = NodeNumbers(ids)
        let links = nodes.enumerated().lazy.flatMap { from, node in
            node.node.edges.compactMap { edge in
                numbers.number(of: edge.to, in: ids).map { Link(from: UInt32(from), label: edge.label, to: $0) }
            }
        }
        self.init(nodes: ids, sizes: nodes.map { $0.node.size ?? 0 }, links: Array(links))
    }

    /// How many edges there are.
    public var edgeCount: Int { forwards.count }

    /// The number of a node; nil if it isn't in the index.
    public func number(of id: NodeID) -> UInt32? { numbers.value { NodeNumbers(ids) }.number(of: id, in: ids) }

    /// Those of some nodes that the index was built from, by number: they come first in it
    /// (``GraphView/index(reachableFrom:along:_:)``).
    func starts(among nodes: [NodeID]) -> [UInt32] {
        let nodes = Set(nodes)
        return ids.prefix { nodes.contains($0) }.indices.map(UInt32.init)
    }

    /// All edges, in the order of where they start.
    var links: [Link] {
        var links: [Link] = []
        links.reserveCapacity(edgeCount)
        for node in ids.indices {
            forwards.forEachNeighbour(of: UInt32(node), along: LabelMask(nil)) { neighbour, code in
                links.append(Link(from: UInt32(node), label: EdgeLabel(code: code), to: neighbour))
            }
        }
        return links
    }

    func rows(_ direction: Direction) -> AdjacencyRows { direction == .forwards ? forwards : backwards }

    /// An edge of the index in the graph's own terms.
    func edge(from: UInt32, code: UInt8, to: UInt32) -> Edge {
        Edge(from: ids[Int(from)], label: EdgeLabel(code: code), to: ids[Int(to)])
    }
}
