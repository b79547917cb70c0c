/// Finds the number of a node among interned ones: a table of numbers alone, as the names lie in the index already.
///
/// 5 to 11 bytes a node, where a dictionary would keep a second copy of each name.
struct NodeNumbers: Sendable {
    private var slots: [UInt32]
    private static let free = UInt32.max

    /// Numbers nodes in their order; of two with one name the first counts.
    init(_ ids: [NodeID]) {
        var size = 4
        while size * 3 < ids.count * 4 { size *= 2 }
        slots = [UInt32](repeating: Self.free, count: size)
        for (number, id) in ids.enumerated() {
            let slot = self.slot(of: id, in: ids)
            if slots[slot] == Self.free { slots[slot] = UInt32(number) }
        }
    }

    /// The number of a node; nil if it isn't among them.
    func number(of id: NodeID, in ids: [NodeID]) -> UInt32? {
        let number = slots[slot(of: id, in: ids)]
        return number == Self.free ? nil : number
    }

    /// Where the node is, or would go: the first slot from its hash on that is its own or free.
    private func slot(of id: NodeID, in ids: [NodeID]) -> Int {
        var slot = id.hashValue & (slots.count - 1)
        while slots[slot] != Self.free, ids[Int(slots[slot])] != id { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }
}
