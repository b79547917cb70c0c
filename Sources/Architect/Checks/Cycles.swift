/// Finds circles in who waits for whom.
enum Cycles {
    /// Circles that have no node in common, each from its smallest name on. Takes time in proportion to nodes and edges
    /// for each circle.
    static func find(in edges: [String: [String]]) -> [[String]] {
        var remaining = edges
        var cycles: [[String]] = []
        while true {
            remaining = peel(remaining)
            guard let start = remaining.keys.min() else { return cycles }
            let cycle = walk(from: start, in: remaining)
            cycles.append(cycle)
            cycle.forEach { remaining[$0] = nil }
        }
    }

    /// Removes whatever leads into no circle.
    private static func peel(_ edges: [String: [String]]) -> [String: [String]] {
        var edges = edges.mapValues { targets in targets.filter { edges[$0] != nil } }
        var sources: [String: [String]] = [:]
        for (from, targets) in edges {
            for target in targets { sources[target, default: []].append(from) }
        }
        var count = edges.mapValues(\.count)
        var ended = edges.keys.filter { count[$0] == 0 }
        while let name = ended.popLast() {
            edges[name] = nil
            for source in sources[name] ?? [] {
                count[source, default: 0] -= 1
                if count[source] == 0 { ended.append(source) }
            }
        }
        return edges.mapValues { targets in targets.filter { edges[$0] != nil } }
    }

    /// Follows the smallest name from each node, which ends in a circle as every node leads on.
    private static func walk(from start: String, in edges: [String: [String]]) -> [String] {
        var path: [String] = []
        var position: [String: Int] = [:]
        var name = start
        while position[name] == nil, let next = edges[name]?.min() {
            position[name] = path.count
            path.append(name)
            name = next
        }
        let cycle = Array(path[(position[name] ?? 0)...])
        let smallest = cycle.firstIndex(of: cycle.min() ?? name) ?? 0
        return Array(cycle[smallest...] + cycle[..<smallest])
    }
}
