/// Which requests go where: the least that all round trips together can take, if each place serves no more than it can.
///
/// Flow of least cost by shortest augmenting paths. Takes time in proportion to (sources + places)² · pairs; there are
/// few of both, as they are locations and not hosts.
struct Transport {
    /// Seconds, by source and place.
    let seconds: [[Double]]
    /// What each source sends.
    let demand: [Double]

    /// The sum of requests times their round trips. What can't be served anywhere isn't in it.
    func cost(capacity: [Double]) -> Double {
        let sources = demand.count
        let places = capacity.count
        var flow = Array(repeating: Array(repeating: 0.0, count: places), count: sources)
        var left = demand
        var free = capacity
        let tiny = max(demand.reduce(0, +), 1e-12) * 1e-9
        // Each round empties a source, fills a place or takes a flow back, so there are few; the bound is for rounding.
        for _ in 0..<(4 * (sources + 1) * (places + 1)) {
            guard let path = shortestPath(flow: flow, left: left, free: free, tiny: tiny) else { break }
            let first = path[0].source
            let last = path[path.count - 1].place
            var amount = min(left[first], free[last])
            for hop in path where hop.isBack { amount = min(amount, flow[hop.source][hop.place]) }
            for hop in path { flow[hop.source][hop.place] += hop.isBack ? -amount : amount }
            left[first] -= amount
            free[last] -= amount
        }
        return (0..<sources).reduce(0) { sum, source in
            sum + (0..<places).reduce(0) { $0 + flow[source][$1] * seconds[source][$1] }
        }
    }

    private struct Hop {
        var source: Int
        var place: Int
        /// Whether a flow is taken back.
        var isBack: Bool
    }

    /// From a source with something left to a place with something free, taking back what helps (Bellman and Ford).
    private func shortestPath(flow: [[Double]], left: [Double], free: [Double], tiny: Double) -> [Hop]? {
        var toSource = left.map { $0 > tiny ? 0 : Double.infinity }
        var toPlace = Array(repeating: Double.infinity, count: free.count)
        var before = Array(repeating: -1, count: free.count)
        var beforeSource = Array(repeating: -1, count: left.count)
        var isChanged = true
        var rounds = 0
        while isChanged, rounds <= left.count + free.count {
            isChanged = false
            rounds += 1
            for source in left.indices where toSource[source] < .infinity {
                for place in free.indices {
                    let length = toSource[source] + seconds[source][place]
                    if length < toPlace[place] - 1e-12 {
                        toPlace[place] = length
                        before[place] = source
                        isChanged = true
                    }
                }
            }
            for place in free.indices where toPlace[place] < .infinity {
                for source in left.indices where flow[source][place] > tiny {
                    let length = toPlace[place] - seconds[source][place]
                    if length < toSource[source] - 1e-12 {
                        toSource[source] = length
                        beforeSource[source] = place
                        isChanged = true
                    }
                }
            }
        }
        let open = free.indices.filter { free[$0] > tiny && toPlace[$0] < .infinity }
        guard let end = open.min(by: { toPlace[$0] < toPlace[$1] }) else { return nil }
        var path: [Hop] = []
        var place = end
        while path.count <= 2 * (left.count + free.count) {
            let source = before[place]
            path.append(Hop(source: source, place: place, isBack: false))
            guard beforeSource[source] >= 0 else { return path.reversed() }
            place = beforeSource[source]
            path.append(Hop(source: source, place: place, isBack: true))
        }
        return nil
    }
}
