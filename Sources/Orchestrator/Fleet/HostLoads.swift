/// Hosts by how many instances are on each, so that the fullest are found without looking at the others.
struct HostLoads: Sendable {
    private var byCount: [Set<Int>] = []
    private var counts: [Int: Int] = [:]

    mutating func move(_ host: Int, to count: Int) {
        if let before = counts[host] { byCount[before].remove(host) }
        while byCount.count <= count { byCount.append([]) }
        byCount[count].insert(host)
        counts[host] = count
    }

    /// The hosts with more instances than that, the fullest first; those with equally many in no order.
    func fuller(than count: Int) -> [[Int]] {
        guard byCount.count > count + 1 else { return [] }
        return byCount[(count + 1)...].reversed().filter { !$0.isEmpty }.map(Array.init)
    }
}
