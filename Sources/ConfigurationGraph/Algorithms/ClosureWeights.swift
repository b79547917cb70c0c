/// For each node of an index, how many bytes all stand for that can be reached from it, itself among them.
///
/// Reachability counts a node once however many ways lead to it, so sums over children won't do. Sets of nodes are
/// handed up from below instead, a bit for each node, and for 512 nodes at a time: time in proportion to nodes × edges /
/// 64 and nodes² / 8, and memory in proportion to the nodes. 5,000 nodes take some milliseconds, 20,000 a tenth of a
/// second.
struct ClosureWeights {
    /// By number.
    let bytes: [Int64]

    private static let words = 8

    init(of index: GraphIndex) {
        let order = Self.childrenFirst(index)
        var places = [Int](repeating: 0, count: order.count)
        for (place, node) in order.enumerated() { places[Int(node)] = place }
        var targets: [Int] = []
        var offsets = [0]
        var hasCycle = false
        for (place, node) in order.enumerated() {
            index.rows(.forwards).forEachNeighbour(of: node, along: LabelMask(nil)) { below, _ in
                targets.append(places[Int(below)])
                if places[Int(below)] > place { hasCycle = true }
            }
            offsets.append(targets.count)
        }
        var sums = [Int64](repeating: 0, count: order.count)
        var sets = [UInt64](repeating: 0, count: order.count * Self.words)
        for first in stride(from: 0, to: order.count, by: 64 * Self.words) {
            let last = min(order.count, first + 64 * Self.words)
            // Where there is no cycle, nothing before the first can reach it.
            let begin = hasCycle ? 0 : first
            for word in begin * Self.words..<sets.count { sets[word] = 0 }
            for place in first..<last {
                let bit = place - first
                sets[place * Self.words + bit / 64] = 1 << UInt64(bit % 64)
            }
            var isChanging = true
            while isChanging {
                isChanging = false
                for place in begin..<order.count {
                    for target in targets[offsets[place]..<offsets[place + 1]] where target >= begin {
                        for word in 0..<Self.words {
                            let more = sets[target * Self.words + word] & ~sets[place * Self.words + word]
                            if more != 0 {
                                sets[place * Self.words + word] |= more
                                isChanging = isChanging || hasCycle
                            }
                        }
                    }
                }
            }
            let table = ByteTable(sizes: order[first..<last].map { index.sizes[Int($0)] })
            for place in begin..<order.count {
                for word in 0..<Self.words {
                    sums[place] += table.sum(of: sets[place * Self.words + word], word: word)
                }
            }
        }
        bytes = places.map { sums[$0] }
    }

    /// The nodes so that each comes after those that it leads to, as far as there are no cycles.
    private static func childrenFirst(_ index: GraphIndex) -> [UInt32] {
        let rows = index.rows(.forwards)
        var order: [UInt32] = []
        order.reserveCapacity(index.ids.count)
        var isSeen = [Bool](repeating: false, count: index.ids.count)
        var open: [(node: UInt32, links: Range<Int>)] = []
        for start in index.ids.indices where !isSeen[start] {
            isSeen[start] = true
            open.append((UInt32(start), rows.row(of: UInt32(start))))
            while let (node, links) = open.last {
                guard let link = links.first else {
                    order.append(node)
                    open.removeLast()
                    continue
                }
                open[open.count - 1].links = links.dropFirst()
                let below = AdjacencyRows.neighbour(rows.links[link])
                guard !isSeen[Int(below)] else { continue }
                isSeen[Int(below)] = true
                open.append((below, rows.row(of: below)))
            }
        }
        return order
    }
}

/// Sums of sizes for eight nodes at a time: for each byte of a set, what each of its 256 values stands for.
private struct ByteTable {
    private var sums: [Int64]

    init(sizes: [Int64]) {
        sums = [Int64](repeating: 0, count: 64 * 256)
        for (place, size) in sizes.enumerated() {
            for value in 0..<256 where value >> (place % 8) & 1 == 1 { sums[place / 8 * 256 + value] += size }
        }
    }

    /// What the nodes of a word stand for.
    func sum(of set: UInt64, word: Int) -> Int64 {
        var (rest, place, sum) = (set, word * 8, Int64(0))
        while rest != 0 {
            sum += sums[place * 256 + Int(rest & 255)]
            rest >>= 8
            place += 1
        }
        return sum
    }
}
