import ConfigurationGraph

/// The index in memory: what it takes, and what a closure over all of it takes.
struct IndexBenchmark {
    let edges: Int

    func run() async {
        let count = edges / 5
        let empty = residentBytes()
        let names = (0..<count).map { NodeID(.storePath, "/nix/store/\(Self.hash($0))-package-\($0)") }
        let links = Self.links(nodes: count, edges: edges)
        let before = residentBytes()
        var building = Samples()
        let index = await building.time {
            let index = GraphIndex(nodes: names, links: links)
            // Numbers are looked up by a table that is made when the first is asked for.
            precondition(index.number(of: names[0]) == 0)
            return index
        }
        let added = residentBytes() - before
        let all = residentBytes() - empty - links.count * MemoryLayout<GraphIndex.Link>.stride
        report("index of \(count) nodes and \(index.edgeCount) edges, built in", building.quantile(0.5), "ms")
        report("index beside the names, for each node with its 5 edges", Double(added) / Double(count), "bytes")
        report("index with the names, for each store path", Double(all) / Double(count), "bytes", aim: 400)

        var closures = Samples()
        var reached = 0
        for _ in 0..<21 { reached = await closures.time { index.closure(of: 0).count } }
        report("closure of \(reached) nodes over \(index.edgeCount) edges", closures.quantile(0.5), "ms", aim: 10)
    }

    /// Every node but the first has an edge from one before it, so that all can be reached; the other edges lead from
    /// anywhere to anywhere behind it.
    private static func links(nodes: Int, edges: Int) -> [GraphIndex.Link] {
        var random = SplitMix(state: 7)
        let tree = (1..<nodes).map { node in
            GraphIndex.Link(
                from: UInt32.random(in: 0..<UInt32(node), using: &random), label: .dependsOn, to: UInt32(node))
        }
        let others = (0..<edges - tree.count).map { _ in
            let from = UInt32.random(in: 0..<UInt32(nodes - 1), using: &random)
            return GraphIndex.Link(
                from: from, label: .dependsOn, to: UInt32.random(in: from + 1..<UInt32(nodes), using: &random))
        }
        return tree + others
    }

    private static func hash(_ number: Int) -> String {
        let text = String(UInt64(number) &* 0x9E37_79B9_7F4A_7C15, radix: 32)
        return String(repeating: "0", count: 32 - text.count) + text
    }
}

/// Steele's SplitMix64: the same numbers in every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
