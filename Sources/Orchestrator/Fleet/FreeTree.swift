/// What the hosts of a class have free, as a tree over them in order of rank: each node sums up what is below it.
///
/// Whoever looks for room goes down only where there may be some; whoever counts refusals stops where all fit or none.
/// A change of one host takes time in proportion to the tree's depth.
struct FreeTree: Sendable {
    /// What some hosts have free: the most and the least of each resource.
    struct Summary: Sendable, Equatable {
        var most: Resources
        var least: Resources
        var mostSlots: Int
        var leastSlots: Int
        /// The largest free share, in thousandths.
        var room: Int
        /// A bit for each artefact that any of them has, by hash.
        var artefacts: UInt64
        /// How many hosts.
        var count: Int

        /// Of no hosts.
        static let none = Summary(
            most: Resources(unchecked: -1), least: Resources(unchecked: .max), mostSlots: -1, leastSlots: .max,
            room: -1, artefacts: 0, count: 0)

        /// Of one host.
        init(free: Resources, slots: Int, room: Int, artefacts: UInt64) {
            self.init(
                most: free, least: free, mostSlots: slots, leastSlots: slots, room: room, artefacts: artefacts, count: 1
            )
        }

        private init(
            most: Resources, least: Resources, mostSlots: Int, leastSlots: Int, room: Int, artefacts: UInt64, count: Int
        ) {
            self.most = most
            self.least = least
            self.mostSlots = mostSlots
            self.leastSlots = leastSlots
            self.room = room
            self.artefacts = artefacts
            self.count = count
        }

        /// Takes in what others have free.
        mutating func join(_ other: Summary) {
            if other.most.cpu > most.cpu { most.cpu = other.most.cpu }
            if other.most.memory > most.memory { most.memory = other.most.memory }
            if other.most.storage > most.storage { most.storage = other.most.storage }
            if other.least.cpu < least.cpu { least.cpu = other.least.cpu }
            if other.least.memory < least.memory { least.memory = other.least.memory }
            if other.least.storage < least.storage { least.storage = other.least.storage }
            if other.mostSlots > mostSlots { mostSlots = other.mostSlots }
            if other.leastSlots < leastSlots { leastSlots = other.leastSlots }
            if other.room > room { room = other.room }
            artefacts |= other.artefacts
            count += other.count
        }

        /// Whether one of them may have it all.
        func mayFit(_ request: Resources) -> Bool { mostSlots >= 1 && request.fits(in: most) }

        /// Whether each of them has it all.
        func allFit(_ request: Resources) -> Bool { leastSlots >= 1 && request.fits(in: least) }
    }

    /// The number of leaves, a power of two.
    private(set) var width: Int
    /// The root is 1, a node's children are at twice its number and the next; leaves are last.
    private(set) var nodes: ContiguousArray<Summary>

    init(_ leaves: [Summary]) {
        width = 1
        while width < leaves.count { width *= 2 }
        nodes = ContiguousArray(repeating: .none, count: 2 * width)
        for (index, leaf) in leaves.enumerated() { nodes[width + index] = leaf }
        var index = width - 1
        while index >= 1 {
            sum(index)
            index -= 1
        }
    }

    var root: Summary { nodes[1] }

    /// Puts a host's present state in its place.
    mutating func set(_ leaf: Int, _ summary: Summary) {
        var index = width + leaf
        nodes[index] = summary
        index /= 2
        while index >= 1 {
            sum(index)
            index /= 2
        }
    }

    private mutating func sum(_ index: Int) {
        var summary = nodes[2 * index]
        summary.join(nodes[2 * index + 1])
        nodes[index] = summary
    }

    /// The first leaf below a node.
    func firstLeaf(below node: Int) -> Int {
        let depth = width.trailingZeroBitCount - (Int.bitWidth - 1 - node.leadingZeroBitCount)
        return node << depth - width
    }
}

extension Resources {
    /// The same amount of each, beyond what can be asked for.
    fileprivate init(unchecked amount: Int64) {
        self = .none
        cpu = amount
        memory = amount
        storage = amount
    }
}
