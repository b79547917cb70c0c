/// How a network finds its range and gives out its addresses. Pure.
enum Subnet {
    /// Private ranges (RFC 1918) that others seldom use, from the middle of which a network takes 256 addresses.
    private static let pools = ["10.200.0.0/13", "172.24.0.0/14", "192.168.128.0/17", "10.96.0.0/11"]
        .compactMap { IPv4Network($0) }

    /// The first /24 that overlaps none of those in use.
    ///
    /// - Parameter seed: where in each pool to begin, so that different state directories come to different ranges
    ///   and the same one to the same again.
    static func choose(seed: UInt64, avoiding used: [IPv4Network]) -> IPv4Network? {
        for pool in pools {
            let count = UInt64(1) << UInt64(24 - pool.prefix)
            for step in 0..<count {
                let place = (seed &+ step) % count
                let candidate = IPv4Network(pool.address(at: UInt32(place) << 8), prefix: 24)
                if !used.contains(where: candidate.overlaps) { return candidate }
            }
        }
        return nil
    }

    /// The address for an instance: the one it had before if that is free, else the lowest that no one has or had,
    /// else the lowest that no one has.
    static func address(
        in network: IPv4Network, for instance: String, remembered: [String: IPv4Address], taken: Set<IPv4Address>
    ) -> IPv4Address? {
        // The first address is the network's own, the second the bridge's, the last is for broadcasts.
        let all = (2..<255).map { network.address(at: $0) }
        if let before = remembered[instance], all.contains(before), !taken.contains(before) { return before }
        let others = Set(remembered.filter { $0.key != instance }.values)
        return all.first { !taken.contains($0) && !others.contains($0) } ?? all.first { !taken.contains($0) }
    }

    /// The address for a service: the highest that no one has or had, else the highest that no one has.
    static func virtualAddress(
        in network: IPv4Network, remembered: Set<IPv4Address>, taken: Set<IPv4Address>
    ) -> IPv4Address? {
        let free = (2..<255).reversed().map { network.address(at: $0) }.filter { !taken.contains($0) }
        return free.first { !remembered.contains($0) } ?? free.first
    }

    /// FNV-1a, which unlike Swift's own hashing is the same in every process.
    static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
