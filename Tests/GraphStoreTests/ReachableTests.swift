import GraphStore
import TestRandom
import Testing

@testable import ConfigurationGraph
@testable import GraphStoreConformance
@testable import SQLiteGraphStore

/// How nodes are found is learnt from how close together they lie in the file, so they lie in all ways here.
@Suite("What can be reached in a store's graph") struct ReachableTests {
    @Test(
        "is what a graph in memory says",
        arguments: [1, 3, 40], [UInt64.random(in: 0...99_999), .random(in: 0...99_999), .random(in: 0...99_999)])
    func reached(apart: Int, seed: UInt64) async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteGraphStore(path: folder.file("graph.sqlite"))
        let memory = InMemoryGraphStore()
        var random = SplitMix(state: seed)
        // Those whose numbers leave the same remainder are committed together, and hang together.
        for remainder in 0..<apart {
            let nodes = (0..<600).filter { $0 % apart == remainder }.flatMap { Self.nodes($0, apart, &random) }
            let transaction = Sample.transaction("nodes", nodes.shuffled(using: &random))
            try await store.commit(transaction)
            try await memory.commit(transaction)
        }
        for start in [0, 1, 599, 300 + Int.random(in: 0..<200, using: &random)] {
            for labels in [nil, [.builtFrom], [.produces]] as [Set<EdgeLabel>?] {
                for direction in [Direction.forwards, .backwards] {
                    let id = NodeID(.derivation, Self.name(start) + ".drv")
                    let said = try await store.read {
                        try $0.index(reachableFrom: [id], along: labels, direction)
                    }
                    let expected = try await memory.read {
                        try $0.index(reachableFrom: [id], along: labels, direction)
                    }
                    if direction == .forwards { #expect(said.ids == expected.ids) }
                    #expect(Self.edges(said) == Self.edges(expected), "\(direction) from \(id)")
                    #expect(Set(said.ids) == Set(expected.ids))
                    let sizes = Dictionary(zip(expected.ids, expected.sizes)) { first, _ in first }
                    #expect(Dictionary(zip(said.ids, said.sizes)) { first, _ in first } == sizes)
                }
            }
        }
    }

    private static func edges(_ index: GraphIndex) -> Set<Edge> {
        Set(index.links.map { index.edge(from: $0.from, code: $0.label.code, to: $0.to) })
    }

    /// A derivation, and what it puts out. Each is built from some that are so far apart before it, nearly each from the
    /// first, and a few from many.
    private static func nodes(_ number: Int, _ apart: Int, _ random: inout SplitMix) -> [Node] {
        let many = number % 97 == 96 ? 60 : 3
        let earlier = stride(from: number % apart, to: number, by: apart).shuffled(using: &random).prefix(many)
        let first = number > 0 && number % apart == 0 && number % 10 > 0 ? [0] : []
        let derivation = Derivation(
            path: name(number) + ".drv", outputs: [.init(name: "out", path: name(number))],
            inputDerivations: Dictionary(
                (earlier + first).map { (name($0) + ".drv", ["out"]) }, uniquingKeysWith: { one, _ in one }),
            system: "x86_64-linux", narSize: Int64(number + 100))
        let content = number % 2 == 0 ? StorePath.Content(narHash: "", narSize: Int64(number + 1)) : nil
        return [derivation.node, .storePath(StorePath(path: name(number), content: content))]
    }

    private static func name(_ number: Int) -> String {
        "/nix/store/\(String(repeating: "0", count: 32))-package\(number)"
    }
}
