/// A compact picture of a graph's edges for whoever asks a lot: names interned to 32-bit numbers, neighbours in two flat
/// arrays each way (compressed sparse rows).
///
/// 4 bytes an edge and direction, 8 bytes a node, beside the names. Long-lived processes build it once from a snapshot.
public struct GraphIndex: Sendable {
    /// The nodes, by number.
    public let ids: [NodeID]
    private let numbers: [NodeID: UInt32]
    private let forwards: Rows
    private let backwards: Rows

    /// Neighbours of node `n`: `targets[offsets[n]..<offsets[n + 1]]`.
    private struct Rows: Sendable {
        var offsets: [UInt32]
        var targets: [UInt32]

        init(count: Int, pairs: [(UInt32, UInt32)]) {
            offsets = [UInt32](repeating: 0, count: count + 1)
            targets = [UInt32](repeating: 0, count: pairs.count)
            for (from, _) in pairs { offsets[Int(from) + 1] += 1 }
            for index in 0..<count { offsets[index + 1] += offsets[index] }
            var next = offsets
            for (from, to) in pairs {
                targets[Int(next[Int(from)])] = to
                next[Int(from)] += 1
            }
        }
    }

    /// Builds the index of nodes and of those edges that join them. Takes time in proportion to both.
    public init(nodes: [NodeID], edges: some Sequence<Edge>) {
        var numbers: [NodeID: UInt32] = [:]
        numbers.reserveCapacity(nodes.count)
        for (number, id) in nodes.enumerated() { numbers[id] = UInt32(number) }
        let pairs = edges.compactMap { edge -> (UInt32, UInt32)? in
            guard let from = numbers[edge.from], let to = numbers[edge.to] else { return nil }
            return (from, to)
        }
        ids = nodes
        self.numbers = numbers
        forwards = Rows(count: nodes.count, pairs: pairs)
        backwards = Rows(count: nodes.count, pairs: pairs.map { ($0.1, $0.0) })
    }

    /// How many edges there are.
    public var edgeCount: Int { forwards.targets.count }

    /// The number of a node; nil if it isn't in the index.
    public func number(of id: NodeID) -> UInt32? { numbers[id] }

    /// The numbers of all nodes that can be reached from one, itself first, breadth first.
    ///
    /// Takes time in proportion to the nodes reached and their edges, and one byte for each node of the index.
    public func closure(of start: UInt32, _ direction: Direction = .forwards) -> [UInt32] {
        let rows = direction == .forwards ? forwards : backwards
        var seen = [Bool](repeating: false, count: ids.count)
        seen[Int(start)] = true
        var reached = [start]
        var next = 0
        while next < reached.count {
            let node = Int(reached[next])
            for index in rows.offsets[node]..<rows.offsets[node + 1] {
                let target = rows.targets[Int(index)]
                guard !seen[Int(target)] else { continue }
                seen[Int(target)] = true
                reached.append(target)
            }
            next += 1
        }
        return reached
    }
}
