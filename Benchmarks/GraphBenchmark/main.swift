import ConfigurationGraph
import Glibc
import GraphStore
import SQLiteGraphStore

// What the graph and its store cost, from within one process.
//
//     GraphBenchmark fill PATH NODES       adds a synthetic graph to the store, through its own commits
//     GraphBenchmark commit PATH COUNT     commits of one change against bare writes
//     GraphBenchmark index EDGES           an index in memory, and a closure over all of it

let words = CommandLine.arguments.dropFirst()
guard let number = words.last.flatMap({ Int($0) }), number > 0 else {
    print("usage: GraphBenchmark fill PATH NODES | commit PATH COUNT | index EDGES")
    exit(64)
}
switch (words.first, words.count) {
case ("fill", 3): try await fill(CommandLine.arguments[2], nodes: number)
case ("commit", 3): try await CommitBenchmark(path: CommandLine.arguments[2]).run(commits: number)
case ("index", 2): await IndexBenchmark(edges: number).run()
default: exit(64)
}

/// Commits a synthetic graph in transactions of some thousand nodes.
func fill(_ path: String, nodes: Int) async throws {
    let store = try SQLiteGraphStore(path: path)
    var batch: [Node] = []
    var (count, edges) = (0, 0)
    let start = ContinuousClock.now
    func commitBatch() async throws {
        let transaction = Transaction(author: "bench", roles: Set(Role.allCases), message: "fill", puts: batch)
        try await store.commit(transaction)
        batch = []
    }
    for node in SyntheticGraph(nodes: nodes).nodes {
        batch.append(node)
        count += 1
        edges += node.edges.count
        if batch.count == 5000 { try await commitBatch() }
    }
    try await commitBatch()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    print("filled with \(count) nodes and \(edges) edges, \(Int(Double(count) / seconds)) nodes a second")
}
