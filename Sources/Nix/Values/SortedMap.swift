/// A dictionary whose keys are in order, as everything in a derivation is.
///
/// Entries that arrive in order cost one comparison each; looking one up is O(log n).
public struct SortedMap<Key: Comparable & Hashable & Sendable, Value: Hashable & Sendable>: Hashable, Sendable {
    /// One key with its value.
    public struct Entry: Hashable, Sendable {
        /// The key.
        public let key: Key
        /// Its value.
        public var value: Value
    }

    /// The entries, by key.
    public private(set) var entries: [Entry] = []

    /// A map without entries.
    public init() {}

    /// The keys, in order.
    public var keys: [Key] { entries.map(\.key) }

    /// The value of a key; nil if it has none.
    public subscript(key: Key) -> Value? {
        get {
            let place = place(of: key)
            return place < entries.count && entries[place].key == key ? entries[place].value : nil
        }
        set {
            let place = place(of: key)
            let isThere = place < entries.count && entries[place].key == key
            switch (isThere, newValue) {
            case (true, let value?): entries[place].value = value
            case (true, nil): entries.remove(at: place)
            case (false, let value?): entries.insert(Entry(key: key, value: value), at: place)
            case (false, nil): break
            }
        }
    }

    /// Adds an entry behind all others; returns false, and adds nothing, if its key isn't greater than theirs.
    public mutating func append(_ key: Key, _ value: Value) -> Bool {
        if let last = entries.last, !(last.key < key) { return false }
        entries.append(Entry(key: key, value: value))
        return true
    }

    /// Where a key is, or would be.
    private func place(of key: Key) -> Int {
        if let last = entries.last, last.key < key { return entries.count }
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension SortedMap: ExpressibleByDictionaryLiteral {
    /// A map of these entries, in any order; of two with one key the later counts.
    public init(dictionaryLiteral elements: (Key, Value)...) {
        for (key, value) in elements { self[key] = value }
    }
}

extension SortedMap: Sequence {
    public func makeIterator() -> IndexingIterator<[Entry]> { entries.makeIterator() }

    /// How many entries there are.
    public var count: Int { entries.count }
    /// Whether there are none.
    public var isEmpty: Bool { entries.isEmpty }
}
