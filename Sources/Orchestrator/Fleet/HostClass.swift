/// Hosts that no rule of any automaton tells apart, but for what is free on them.
///
/// A rule about location, labels, taints, architecture and features is asked once for the class, not for each host.
struct HostClass: Sendable {
    /// What they have in common.
    struct Key: Hashable, Sendable {
        var region: Int
        var zone: Int
        /// Those labels that some policy asks for.
        var labels: [String: String]
        var taints: [Taint]
        var architecture: String
        var features: Set<String>
        var cost: Int
    }

    let key: Key
    let region: String?
    let zone: String?
    /// The hosts' numbers, in order of rank.
    var members: [Int] = []
    /// The members' ranks.
    var ranks: [UInt64] = []
    var tree = FreeTree([])

    init(key: Key, region: String?, zone: String?) {
        self.key = key
        self.region = region
        self.zone = zone
    }

    /// How many of them take instances.
    var available: Int { tree.root.count }
}

/// Regions and zones as numbers; hosts that say none are in one together.
struct TopologyNumbers: Sendable {
    private var numbers: [Place: Int] = [:]

    struct Place: Hashable, Sendable {
        var region: String?
        var zone: String?
    }

    mutating func number(_ place: Place) -> Int {
        let number = numbers[place] ?? numbers.count
        numbers[place] = number
        return number
    }
}
