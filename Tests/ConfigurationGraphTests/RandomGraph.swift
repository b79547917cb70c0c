import ConfigurationGraph
import TestRandom

@testable import GraphStoreConformance

/// Graphs that follow from a number, so that a failure can be repeated.
enum RandomGraph {
    /// Seeds to test with; that of a failure is the failing case's argument.
    static let seeds = (0..<12).map { _ in UInt64.random(in: 0...99_999) }

    /// What many random transactions left.
    static func mixed(seed: UInt64, transactions: Int = 60) -> Graph {
        var random = RandomTransactions(seed: seed)
        var graph = Graph()
        for _ in 0..<transactions {
            graph = (try? graph.applying(random.next(for: graph)))?.graph ?? graph
        }
        return graph
    }

    /// Random edges between numbered nodes: from earlier to later ones only, unless there may be cycles.
    struct Links {
        let nodes: Int
        private(set) var successors: [UInt32: Set<UInt32>] = [:]

        init(nodes: Int, edges: Int, seed: UInt64, cyclic: Bool = false) {
            self.nodes = nodes
            var random = SplitMix(state: seed)
            let range = 0..<UInt32(nodes)
            for _ in 0..<edges {
                let (one, other) = (UInt32.random(in: range, using: &random), UInt32.random(in: range, using: &random))
                guard one != other else { continue }
                successors[cyclic ? one : min(one, other), default: []].insert(cyclic ? other : max(one, other))
            }
        }

        var index: GraphIndex {
            GraphIndex(
                nodes: (0..<nodes).map { NodeID(.storePath, "\($0)") },
                links: successors.flatMap { from, targets in
                    targets.map { GraphIndex.Link(from: from, label: .dependsOn, to: $0) }
                })
        }

        /// What can be reached, found the plain way: by going on until nothing new turns up.
        func reachable(from start: UInt32) -> Set<UInt32> {
            var reached: Set = [start]
            while true {
                let further = reached.union(reached.flatMap { successors[$0] ?? [] })
                guard further.count > reached.count else { return reached }
                reached = further
            }
        }

        /// All paths that pass no node twice, found by trying everything.
        func paths(from start: UInt32, to end: UInt32, passing: [UInt32] = []) -> [[UInt32]] {
            let path = passing + [start]
            guard start != end else { return [path] }
            return (successors[start] ?? []).filter { !path.contains($0) }
                .flatMap { paths(from: $0, to: end, passing: path) }
        }
    }
}
