public import OCI

/// What one giver, or several merged into one, say of a parameter: leaf by leaf, each with a tag that stays with it,
/// such as where it came from.
///
/// Merging by ``over(_:)`` is associative, and ``nothing`` is its identity: givers may be merged in any grouping.
public struct Contribution<Tag> {
    /// One leaf: a variable of an environment, a mount of a list, or the value as a whole.
    public struct Leaf {
        /// What tells the leaf apart within its parameter; empty where the value is one leaf.
        public var key: String
        /// The leaf's value; nil where it is taken away.
        public var value: JSONValue?
        public var tag: Tag
    }

    /// Whether everything weaker is taken away, as by null and by each value that merges as a whole.
    public private(set) var replacesAll: Bool
    /// The leaves, each key once.
    public private(set) var leaves: [Leaf]

    /// What somebody says who says nothing.
    public static var nothing: Contribution { Contribution(replacesAll: false, leaves: []) }

    private init(replacesAll: Bool, leaves: [Leaf]) {
        self.replacesAll = replacesAll
        self.leaves = leaves
    }

    /// What a giver says with a value. Null takes all that is weaker away. Of two leaves of one key the last counts.
    public init(_ value: JSONValue, merging: Merging, tag: Tag) {
        self.init(replacesAll: value == .null || merging == .replacing, leaves: [])
        guard value != .null else { return }
        for leaf in merging.leaves(of: value) { put(Leaf(key: leaf.key, value: leaf.value, tag: tag)) }
    }

    /// Both merged: of each leaf this one's value, if it has one, at the place that the weaker one gave it.
    ///
    /// Takes time in proportion to the product of both numbers of leaves.
    public func over(_ weaker: Contribution) -> Contribution {
        guard !replacesAll else { return self }
        var merged = weaker
        for leaf in leaves { merged.put(leaf) }
        return merged
    }

    /// The leaves that have a value.
    public var given: [(key: String, value: JSONValue, tag: Tag)] {
        leaves.compactMap { leaf in leaf.value.map { (leaf.key, $0, leaf.tag) } }
    }

    /// The merged value; nil if nobody gave any, or all was taken away.
    public func value(merging: Merging) -> JSONValue? {
        given.isEmpty ? nil : merging.value(of: given.map { ($0.key, $0.value) })
    }

    /// The keys on which two givers disagree who have no order among them; the empty key stands for the whole.
    public func disagreements(with other: Contribution) -> [String] {
        if replacesAll != other.replacesAll, !isNothing, !other.isNothing { return [""] }
        let theirs = Dictionary(other.leaves.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
        if replacesAll, other.replacesAll, leaves.isEmpty != other.leaves.isEmpty { return [""] }
        return leaves.compactMap { leaf in
            guard let value = theirs[leaf.key], value != leaf.value else { return nil }
            return leaf.key
        }
    }

    private var isNothing: Bool { !replacesAll && leaves.isEmpty }

    private mutating func put(_ leaf: Leaf) {
        if let place = leaves.firstIndex(where: { $0.key == leaf.key }) {
            leaves[place] = leaf
        } else {
            leaves.append(leaf)
        }
    }
}

extension Contribution: Equatable where Tag: Equatable {}
extension Contribution.Leaf: Equatable where Tag: Equatable {}
extension Contribution: Sendable where Tag: Sendable {}
extension Contribution.Leaf: Sendable where Tag: Sendable {}
