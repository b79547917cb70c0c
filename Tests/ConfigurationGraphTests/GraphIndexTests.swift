import ConfigurationGraph
import Testing

@Suite struct GraphIndexTests {
    @Test("a closure is what going on and on finds, both ways", arguments: RandomGraph.seeds)
    func closure(seed: UInt64) {
        let links = RandomGraph.Links(nodes: 60, edges: 90, seed: seed, cyclic: true)
        let index = links.index
        for start in 0..<UInt32(60) {
            let closure = index.closure(of: start)
            #expect(closure.first == start)
            #expect(closure.count == Set(closure).count)
            #expect(Set(closure) == links.reachable(from: start))
            for node in closure { #expect(index.closure(of: node, .backwards).contains(start)) }
        }
    }

    @Test("an edge keeps its label in the index", arguments: EdgeLabel.allCases)
    func label(_ label: EdgeLabel) {
        let index = GraphIndex(
            nodes: ["a", "b"].map { NodeID(.automaton, $0) }, links: [.init(from: 0, label: label, to: 1)])
        #expect(index.shortestPath(from: 0, to: 1)?.map(\.label) == [label])
    }

    @Test("every node is found by its number, and no other", arguments: [0, 1, 3, 4, 1000])
    func numbers(count: Int) {
        let nodes = (0..<count).map { NodeID($0 % 2 == 0 ? .volume : .layer, "\($0 / 2)") }
        let index = GraphIndex(nodes: nodes, links: [])
        for (number, id) in nodes.enumerated() { #expect(index.number(of: id) == UInt32(number)) }
        #expect(index.number(of: NodeID(.volume, "\(count)")) == nil)
    }

    @Test("only the labels asked for are followed")
    func labels() {
        let index = GraphIndex(
            nodes: ["a", "b", "c"].map { NodeID(.automaton, $0) },
            links: [.init(from: 0, label: .uses, to: 1), .init(from: 0, label: .runs, to: 2)])
        #expect(index.closure(of: 0, along: [.uses]) == [0, 1])
        #expect(index.closure(of: 2, along: [.uses], .backwards) == [2])
        #expect(index.closure(of: 0, along: []) == [0])
    }

    @Test("the paths found are all there are, shorter ones first", arguments: RandomGraph.seeds, [false, true])
    func paths(seed: UInt64, cyclic: Bool) {
        let links = RandomGraph.Links(nodes: 9, edges: 18, seed: seed, cyclic: cyclic)
        let index = links.index
        for end in UInt32(1)..<9 {
            let all = links.paths(from: 0, to: end)
            let found = index.paths(from: 0, to: end, limit: 10_000)
            #expect(Set(found.map { nodes(of: $0) }) == Set(all.map { $0.map(String.init) }))
            #expect(found.count == all.count)
            #expect(found.map(\.count) == found.map(\.count).sorted())
            #expect(index.paths(from: 0, to: end, limit: 3) == Array(found.prefix(3)))
            #expect(index.shortestPath(from: 0, to: end)?.count == found.first?.count)
        }
    }

    @Test("the path from a node to itself is empty")
    func noPath() {
        let index = RandomGraph.Links(nodes: 2, edges: 0, seed: 1).index
        #expect(index.shortestPath(from: 0, to: 0) == [])
        #expect(index.shortestPath(from: 0, to: 1) == nil)
        #expect(index.paths(from: 0, to: 0, limit: 5) == [[]])
        #expect(index.paths(from: 0, to: 1, limit: 5) == [])
    }

    @Test("the paths of a ladder, of which there are more than could be listed, stop at the limit")
    func ladder() {
        let rungs = UInt32(60)
        var links: [GraphIndex.Link] = []
        for rung in 0..<rungs {
            for (from, to): (UInt32, UInt32) in [(0, 2), (0, 3), (1, 2), (1, 3)] {
                links.append(.init(from: 2 * rung + from, label: .dependsOn, to: 2 * rung + to))
            }
        }
        let nodes = (0...2 * rungs + 1).map { NodeID(.storePath, "\($0)") }
        let index = GraphIndex(nodes: nodes, links: links)
        #expect(index.paths(from: 0, to: 2 * rungs, limit: 100).count == 100)
    }

    @Test("a cycle is found if there is one, and is one", arguments: RandomGraph.seeds)
    func cycle(seed: UInt64) {
        #expect(RandomGraph.Links(nodes: 40, edges: 80, seed: seed).index.cycle() == nil)
        let links = RandomGraph.Links(nodes: 40, edges: 80, seed: seed, cyclic: true)
        guard let cycle = links.index.cycle()?.compactMap({ UInt32($0.name) }) else {
            return #expect(
                (0..<UInt32(40)).allSatisfy { start in
                    !(links.successors[start] ?? []).contains { links.reachable(from: $0).contains(start) }
                })
        }
        for (node, next) in zip(cycle, cycle.dropFirst() + cycle.prefix(1)) {
            #expect(links.successors[node]?.contains(next) == true)
        }
    }

    @Test("the index of a graph has the graph's edges", arguments: RandomGraph.seeds)
    func ofGraph(seed: UInt64) throws {
        let graph = RandomGraph.mixed(seed: seed)
        let index = GraphIndex(graph)
        #expect(index.edgeCount == graph.allNodes.reduce(0) { $0 + $1.node.edges.count })
        for node in graph.allNodes {
            let number = try #require(index.number(of: node.id))
            let closure = index.closure(of: number).map { index.ids[Int($0)] }
            #expect(try Set(closure) == Set(graph.closure(of: [node.id])))
        }
    }

    private func nodes(of path: [Edge]) -> [String] {
        (path.first.map { [$0.from.name] } ?? []) + path.map(\.to.name)
    }
}
