extension GraphIndex {
    /// The numbers of all nodes that can be reached from one, itself first, breadth first.
    ///
    /// Takes time in proportion to the nodes reached and their edges, and a bit for each node of the index.
    ///
    /// - Parameter labels: the edges followed; nil for all.
    public func closure(
        of start: UInt32, along labels: Set<EdgeLabel>? = nil, _ direction: Direction = .forwards
    ) -> [UInt32] {
        precondition(start < ids.count, "node \(start) isn't one of the index's \(ids.count)")
        return rows(direction).closure(of: start, along: LabelMask(labels))
    }
}

extension AdjacencyRows {
    /// How many rows are asked for at once: while memory brings one, it brings the others.
    private static let ahead = 16

    /// Most of the time a closure would wait: for rows that lie anywhere, and for the processor to have guessed wrong
    /// whether a neighbour is new. So rows come in batches, and a neighbour is always written down, but counted only if
    /// it's new: in a list with room for all nodes and one more, of which memory gives the part that is written.
    ///
    /// Places aren't checked one by one, which would be half of the time: that offsets grow up to the number of links, and
    /// that links lead to nodes, holds for all rows since they were made.
    fileprivate func closure(of start: UInt32, along labels: LabelMask) -> [UInt32] {
        var seen = [UInt64](repeating: 0, count: nodeCount / 64 + 1)
        return withUnsafe { offsets, links in
            seen.withUnsafeMutableBufferPointer { words in
                let seen = NodeBits(words: words)
                return [UInt32](unsafeUninitializedCapacity: nodeCount + 1) { reached, count in
                    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.ahead) { firsts in
                        reached[0] = start
                        count = seen.insert(start, if: 1)
                        var next = 0
                        while next < count {
                            let batch = min(Self.ahead, count - next)
                            for place in 0..<batch {
                                firsts[place] = links[Int(offsets[Int(reached[next + place])])]
                            }
                            for place in 0..<batch {
                                var link = firsts[place]
                                let node = Int(reached[next + place])
                                for position in Int(offsets[node])..<Int(offsets[node + 1]) {
                                    reached[count] = Self.neighbour(link)
                                    count += seen.insert(Self.neighbour(link), if: labels.bit(Self.code(link)))
                                    link = links[position + 1]
                                }
                            }
                            next += batch
                        }
                    }
                }
            }
        }
    }
}

/// A set of numbered nodes, a bit for each: small enough to stay in the processor's cache for millions of nodes.
private struct NodeBits {
    let words: UnsafeMutableBufferPointer<UInt64>

    /// Adds a node if `wanted` is 1, and not if it is 0, without a branch either way.
    ///
    /// - Returns: how many nodes are new by that: 0 or 1.
    @inline(__always)
    func insert(_ node: UInt32, if wanted: UInt64) -> Int {
        let word = words[Int(node >> 6)]
        let place = UInt64(node & 63)
        words[Int(node >> 6)] = word | wanted << place
        return Int(wanted & ~(word >> place))
    }
}
