public import ConfigurationGraph

/// Makes transactions that are likely to meet: few names, and of every kind of change, those that can't land included.
///
/// The same seed makes the same transactions.
public struct RandomTransactions: Sendable {
    /// What the transactions follow from.
    public let seed: UInt64
    private var state: SeededNumbers

    public init(seed: UInt64) {
        self.seed = seed
        state = SeededNumbers(state: seed)
    }

    /// Every name that the transactions may use.
    static let names = plain.keys.sorted()

    /// For each name, a node that refers to as little as it can.
    private static let plain: [NodeID: Node] = {
        let images = numbers.flatMap {
            [Sample.layer($0), Sample.config($0), Sample.manifest($0, config: $0, layers: [$0])]
        }
        let declared = words.flatMap {
            [
                Sample.artefact($0, manifest: 1), Sample.volume($0), Sample.automaton($0, artefact: $0),
                Sample.configuration($0, configures: []),
            ]
        }
        return Dictionary(uniqueKeysWithValues: (images + declared).map { ($0.id, $0) })
    }()

    private static let numbers: [UInt8] = [1, 2, 3, 4]
    private static let words = ["a", "b", "c"]

    /// The next transaction, chosen with an eye to a graph so that some land.
    public mutating func next(for graph: Graph) -> Transaction {
        let present = graph.allNodes.map(\.id).sorted()
        // A put mostly brings along what it refers to, else hardly any would land while the graph is small.
        let puts = some(of: [1, 2]).flatMap { _ in chance(8) ? [node()] : whole(node(), in: graph) }
        return Transaction(
            author: "seed \(seed)", roles: chance(8) ? [one(of: Role.allCases)] : Set(Role.allCases),
            message: "random", preconditions: chance(4) ? [precondition(in: graph)] : [], puts: puts,
            deletes: chance(3) ? Set(some(of: present)) : [])
    }

    /// The node and whatever it needs that isn't there yet.
    private func whole(_ node: Node, in graph: Graph) -> [Node] {
        var nodes = [node]
        var next = 0
        while next < nodes.count {
            for edge in nodes[next].edges where !graph.contains(edge.to) && !nodes.contains(where: { $0.id == edge.to })
            {
                nodes += Self.plain[edge.to].map { [$0] } ?? []
            }
            next += 1
        }
        return nodes
    }

    private mutating func node() -> Node {
        let number = one(of: Self.numbers)
        let word = one(of: Self.words)
        switch one(of: Array(0...6)) {
        case 0: return Sample.layer(number)
        case 1: return Sample.config(number)
        case 2: return Sample.manifest(number, config: one(of: Self.numbers), layers: some(of: Self.numbers))
        case 3: return Sample.artefact(word, manifest: number)
        case 4: return Sample.volume(word, Int64(number))
        case 5:
            return Sample.automaton(
                word, artefact: one(of: Self.words), volumes: some(of: Self.words), dependencies: some(of: Self.words))
        default: return Sample.configuration(word, configures: some(of: Self.names.filter { $0.kind == .artefact }))
        }
    }

    private mutating func precondition(in graph: Graph) -> Transaction.Precondition {
        let id = one(of: Self.names)
        switch one(of: [0, 1, 2]) {
        case 0: return .absent(id)
        case 1: return .present(id)
        default: return .unchanged(id, since: graph.node(id)?.revision ?? graph.revision)
        }
    }

    private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 1...oneIn, using: &state) == 1 }

    private mutating func one<Value>(of values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &state)]
    }

    /// None to two of the values, perhaps the same twice.
    private mutating func some<Value>(of values: [Value]) -> [Value] {
        guard !values.isEmpty else { return [] }
        return (0..<Int.random(in: 0...2, using: &state)).map { _ in one(of: values) }
    }
}

/// Steele's SplitMix64: a generator of random numbers whose whole state is its seed.
struct SeededNumbers: RandomNumberGenerator, Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
