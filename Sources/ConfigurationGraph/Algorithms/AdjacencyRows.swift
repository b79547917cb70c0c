/// The neighbours of numbered nodes in flat arrays (compressed sparse rows): those of node `n` are
/// `neighbours[offsets[n]..<offsets[n + 1]]`, in the order in which their links were given.
struct AdjacencyRows: Sendable {
    private let offsets: [UInt32]
    private let neighbours: [UInt32]
    private let labels: [UInt8]

    /// Sorts links by where they start, or by where they end if they are to be followed backwards.
    init(count: Int, links: [GraphIndex.Link], _ direction: Direction) {
        var offsets = [UInt32](repeating: 0, count: count + 1)
        var neighbours = [UInt32](repeating: 0, count: links.count)
        var labels = [UInt8](repeating: 0, count: links.count)
        for link in links { offsets[Int(link.near(direction)) + 1] += 1 }
        for node in 0..<count { offsets[node + 1] += offsets[node] }
        var free = offsets
        for link in links {
            let node = Int(link.near(direction))
            let place = Int(free[node])
            neighbours[place] = link.far(direction)
            labels[place] = link.label.code
            free[node] += 1
        }
        self.offsets = offsets
        self.neighbours = neighbours
        self.labels = labels
    }

    var count: Int { neighbours.count }

    /// The neighbours of a node over edges of the given labels, with repetitions.
    @inline(__always)
    func forEachNeighbour(of node: UInt32, along labels: LabelMask, _ body: (UInt32, UInt8) -> Void) {
        for place in Int(offsets[Int(node)])..<Int(offsets[Int(node) + 1])
        where labels.contains(self.labels[place]) {
            body(neighbours[place], self.labels[place])
        }
    }
}

/// A set of edge labels as bits, so that an edge's label is tested in one step.
struct LabelMask: Sendable {
    private let bits: UInt64

    /// All labels if none are given.
    init(_ labels: Set<EdgeLabel>?) {
        bits = labels.map { $0.reduce(0) { $0 | 1 << UInt64($1.code) } } ?? .max
    }

    @inline(__always)
    func contains(_ code: UInt8) -> Bool { bits & (1 << UInt64(code)) != 0 }
}

extension EdgeLabel {
    private static let codes = Dictionary(uniqueKeysWithValues: zip(allCases, UInt8(0)...))

    /// The label's place among all labels: a byte for it, within one process.
    var code: UInt8 { Self.codes[self] ?? 0 }

    /// The label of a code that ``code`` gave.
    init(code: UInt8) { self = Self.allCases[Int(code)] }
}
