import ConfigurationGraph
import GraphStore

/// Does with a store's leases, and with a table of leases in memory, the same things by chance.
struct RandomLeases {
    private var state: SeededNumbers
    private var table = LeaseTable()
    private var had: [Lease] = []
    private var now = Moment(seconds: 1_700_000_000)

    init(seed: UInt64) { state = SeededNumbers(state: seed) }

    /// What became of one step, and all leases after it, in the store and in memory.
    mutating func step(on store: any GraphStore) async throws -> (found: Outcome, expected: Outcome) {
        // A clock may be set back.
        now = now + Double.random(in: -1...4, using: &state)
        let work = next()
        if case .acquire(let name, let holder, let duration, let unchanged) = work {
            let found = try await Self.inStore {
                try await store.acquire(name, holder: holder, duration: duration, now: now, unchanged: unchanged)
            }
            let expected = try Self.inMemory {
                try table.acquire(name, holder: holder, duration: duration, now: now, unchanged: unchanged)
            }
            had += expected.lease.map { [$0] } ?? []
            return (try await found.with(store), expected.with(table))
        }
        if case .renew(let lease) = work {
            let found = try await Self.inStore { try await store.renew(lease, now: now) }
            let expected = try Self.inMemory { try table.renew(lease, now: now) }
            had += expected.lease.map { [$0] } ?? []
            return (try await found.with(store), expected.with(table))
        }
        if case .release(let lease) = work {
            try await store.release(lease)
            table.release(lease)
        }
        return (try await Outcome().with(store), Outcome().with(table))
    }

    /// What an attempt gave, and the leases after it.
    struct Outcome: Hashable {
        var lease: Lease?
        var error: LeaseError?
        var leases: [Lease] = []

        func with(_ table: LeaseTable) -> Outcome { Outcome(lease: lease, error: error, leases: table.leases) }

        func with(_ store: any GraphStore) async throws -> Outcome {
            Outcome(lease: lease, error: error, leases: try await store.leases())
        }
    }

    private enum Work {
        case acquire(String, holder: String, duration: Double, unchanged: Lease?)
        case renew(Lease)
        case release(Lease)
    }

    private mutating func next() -> Work {
        let chance = Int.random(in: 1...6, using: &state)
        guard chance > 2, let lease = had.suffix(8).randomElement(using: &state) else {
            return .acquire(
                ["host/a", "controller"].randomElement(using: &state) ?? "",
                holder: "\(Int.random(in: 1...3, using: &state))",
                duration: Double(Int.random(in: 0...9, using: &state)),
                unchanged: Bool.random(using: &state) ? had.suffix(3).randomElement(using: &state) : nil)
        }
        return chance == 3 ? .release(lease) : .renew(lease)
    }

    private static func inMemory(_ work: () throws -> Lease) throws -> Outcome {
        do { return Outcome(lease: try work()) } catch let error as LeaseError { return Outcome(error: error) }
    }

    private static func inStore(_ work: () async throws -> Lease) async throws -> Outcome {
        do { return Outcome(lease: try await work()) } catch let error as LeaseError { return Outcome(error: error) }
    }
}
