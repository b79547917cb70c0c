/// The neighbours of numbered nodes in flat arrays (compressed sparse rows): those of node `n` are
/// `links[offsets[n]..<offsets[n + 1]]`, in the order in which they were given, each in one word with its edge's label.
/// A word that is no link ends them, so that there is one to read behind every row.
struct AdjacencyRows: Sendable {
    /// The most nodes that an index can have: a word's other bits are the label's.
    static let mostNodes = 1 << nodeBits

    private static let nodeBits: UInt32 = 28
    private let offsets: [UInt32]
    let links: [UInt32]

    /// Sorts links by where they start, or by where they end if they are to be followed backwards.
    init(count: Int, links: [GraphIndex.Link], _ direction: Direction) {
        var offsets = [UInt32](repeating: 0, count: count + 1)
        var packed = [UInt32](repeating: 0, count: links.count + 1)
        for link in links { offsets[Int(link.near(direction)) + 1] += 1 }
        for node in 0..<count { offsets[node + 1] += offsets[node] }
        var free = offsets
        for link in links {
            let node = Int(link.near(direction))
            packed[Int(free[node])] = UInt32(link.label.code) << Self.nodeBits | link.far(direction)
            free[node] += 1
        }
        self.offsets = offsets
        self.links = packed
    }

    var count: Int { links.count - 1 }
    var nodeCount: Int { offsets.count - 1 }

    /// The places of a node's links.
    @inline(__always)
    func row(of node: UInt32) -> Range<Int> { Int(offsets[Int(node)])..<Int(offsets[Int(node) + 1]) }

    /// Does work with the offsets and the links as they lie in memory, where no place is checked.
    func withUnsafe<Value>(
        _ work: (_ offsets: UnsafeBufferPointer<UInt32>, _ links: UnsafeBufferPointer<UInt32>) -> Value
    ) -> Value {
        offsets.withUnsafeBufferPointer { offsets in
            links.withUnsafeBufferPointer { links in work(offsets, links) }
        }
    }

    /// Where a link leads.
    @inline(__always)
    static func neighbour(_ link: UInt32) -> UInt32 { link & UInt32(mostNodes - 1) }

    /// The code of a link's label.
    @inline(__always)
    static func code(_ link: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: link >> nodeBits) }

    /// The neighbours of a node over edges of the given labels, with repetitions.
    @inline(__always)
    func forEachNeighbour(of node: UInt32, along labels: LabelMask, _ body: (UInt32, UInt8) -> Void) {
        for place in row(of: node) {
            let link = links[place]
            let code = Self.code(link)
            if labels.contains(code) { body(Self.neighbour(link), code) }
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
    func contains(_ code: UInt8) -> Bool { bit(code) != 0 }

    /// 1 if a label is in the set, 0 if not.
    @inline(__always)
    func bit(_ code: UInt8) -> UInt64 { bits >> UInt64(code) & 1 }
}

extension EdgeLabel {
    /// The label's place among all labels: four bits for it, within one process.
    var code: UInt8 {
        switch self {
        case .dependsOn: 0
        case .builtFrom: 1
        case .produces: 2
        case .variantOf: 3
        case .configures: 4
        case .follows: 5
        case .runs: 6
        case .uses: 7
        case .mounts: 8
        case .reads: 9
        case .instanceOf: 10
        case .placedOn: 11
        case .resolvedTo: 12
        case .statusOf: 13
        case .governs: 14
        }
    }

    /// The label of a code that ``code`` gave.
    init(code: UInt8) { self = Self.allCases[Int(code)] }
}
