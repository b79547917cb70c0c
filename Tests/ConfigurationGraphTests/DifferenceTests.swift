import ConfigurationGraph
import Testing

@testable import GraphStoreConformance

@Suite struct DifferenceTests {
    @Test("the difference of two graphs turns one into the other, and back", arguments: RandomGraph.seeds)
    func bothWays(seed: UInt64) throws {
        let (old, new) = (RandomGraph.mixed(seed: seed), RandomGraph.mixed(seed: seed &+ 1))
        let difference = try old.difference(to: new)
        #expect(nodes(of: try applying(difference, to: old)) == nodes(of: new))
        #expect(nodes(of: try applying(difference.map(\.reversed), to: new)) == nodes(of: old))
        #expect(try new.difference(to: new) == [])
    }

    @Test("the merged changes of a history are the difference of its ends", arguments: RandomGraph.seeds)
    func merged(seed: UInt64) throws {
        var random = RandomTransactions(seed: seed)
        let old = RandomGraph.mixed(seed: seed)
        var (new, changes) = (old, [NodeChangeValue]())
        for _ in 0..<40 {
            guard let step = try? new.applying(random.next(for: new)) else { continue }
            changes += step.changes
            new = step.graph
        }
        #expect(NodeChangeValue.merged(changes) == (try old.difference(to: new)))
    }

    @Test("a view with a transaction on top answers as the graph will", arguments: RandomGraph.seeds)
    func overlay(seed: UInt64) throws {
        var random = RandomTransactions(seed: seed)
        var (graph, landed) = (RandomGraph.mixed(seed: seed, transactions: 10), 0)
        for _ in 0..<80 {
            let transaction = random.next(for: graph)
            guard let (after, changes) = try? graph.applying(transaction), !changes.isEmpty else { continue }
            try StateComparison.requireSame(OverlayView(base: graph, transaction: transaction), after)
            graph = after
            landed += 1
        }
        #expect(landed > 5, "hardly any random transaction lands: nothing is tested")
    }

    private func applying(_ changes: [NodeChangeValue], to graph: Graph) throws -> Graph {
        try graph.applying(
            Sample.transaction(
                "difference", changes.compactMap(\.after), deletes: Set(changes.filter { $0.after == nil }.map(\.id)))
        ).graph
    }

    private func nodes(of graph: Graph) -> Set<Node> { Set(graph.allNodes.map(\.node)) }
}
