/// How many hosts are refused, by reason, and by how little an amount is short.
struct Tally: Sendable {
    private(set) var counts: [Refusal: Int] = [:]
    private(set) var shortages: [Refusal: Int64] = [:]

    mutating func add(_ refusal: Refusal, hosts: Int = 1, shortage: Int64 = 0) {
        guard hosts > 0 else { return }
        counts[refusal, default: 0] += hosts
        guard refusal.isShortage else { return }
        shortages[refusal] = min(shortages[refusal] ?? .max, shortage)
    }

    var total: Int { counts.values.reduce(0, +) }

    /// The reasons in words, the most frequent first.
    var rows: [(reason: String, hosts: Int)] {
        counts.map { ($0.key.words(shortBy: shortages[$0.key] ?? 0), $0.value) }
            .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }
}
