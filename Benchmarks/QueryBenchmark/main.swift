import ConfigurationGraph
import Glibc
import GraphStore
import Nix
import SQLiteGraphStore

// Questions about many derivations; Benchmarks/queries asks real Nix the same.
//
//     QueryBenchmark store ROOT COUNT          writes a store of derivations; prints the last and one that all need
//     QueryBenchmark memory GRAPH LAST HUB     closures of these in an index in memory

let words = CommandLine.arguments.dropFirst()
switch (words.first, words.count) {
case ("store", 3):
    guard let count = Int(CommandLine.arguments[3]), count > 0 else {
        print("'\(CommandLine.arguments[3])' is no number of derivations")
        exit(64)
    }
    let made = try GeneratedStore(root: CommandLine.arguments[2], count: count).write()
    print(StoreDirectory.standard.path(of: made.last), StoreDirectory.standard.path(of: made.hub))
case ("memory", 4):
    let (last, hub) = (CommandLine.arguments[3], CommandLine.arguments[4])
    let index = try await SQLiteGraphStore(path: CommandLine.arguments[2]).read { view in
        try view.index(
            reachableFrom: [NodeID(.derivation, last)], along: [.builtFrom, .dependsOn], .forwards)
    }
    for (name, direction) in [(last, Direction.forwards), (hub, .backwards)] {
        guard let number = index.number(of: NodeID(.derivation, name)) else {
            print("\(name) isn't in the graph")
            exit(65)
        }
        var times: [Duration] = []
        var reached = 0
        for _ in 0..<101 {
            times.append(ContinuousClock().measure { reached = index.closure(of: number, direction).count })
        }
        let median = times.sorted()[50] / .milliseconds(1)
        // igraph took 1.4 ms for the closure of 23,000 nodes.
        let verdict = median <= 1.4 ? "met" : "missed"
        print(
            "\(direction) closure in memory of \(reached) of \(index.ids.count) nodes and \(index.edgeCount) edges:",
            "\((median * 100).rounded() / 100) ms (aim 1.4 ms, \(verdict))")
    }
default:
    print("usage: QueryBenchmark store ROOT COUNT | memory GRAPH LAST HUB")
    exit(64)
}
