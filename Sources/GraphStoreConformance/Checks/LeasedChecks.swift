import ConfigurationGraph
import GraphStore

extension GraphStoreConformance {
    static let leased = [
        Check("a lease is held by one until another saw it run out, and its epoch grows with each holder") { store in
            let first = try await store.acquire(name, holder: "a", duration: 10, now: start)
            let expected = Lease(name: name, holder: "a", epoch: 1, duration: 10, expires: start + 10)
            try requireEqual(first, expected, "the first lease")
            try await requireThrows(LeaseError.held(first), "taking what another holds") {
                try await store.acquire(name, holder: "b", duration: 10, now: start + 10)
            }
            let second = try await store.acquire(name, holder: "b", duration: 5, now: start + 10, unchanged: first)
            try requireEqual(
                second, Lease(name: name, holder: "b", epoch: 2, duration: 5, expires: start + 15), "the second lease")
            try requireEqual(try await store.lease(name), second, "the lease as it is read")
            try requireEqual(try await store.lease("another"), nil, "a lease that nobody ever had")
        },
        Check("a holder whose clock is an hour ahead keeps nobody out, and by no clock is one taken that is renewed") {
            store in
            let ahead = try await store.acquire(name, holder: "a", duration: 10, now: start + 3600)
            let taken = try await store.acquire(name, holder: "b", duration: 10, now: start + 11, unchanged: ahead)
            try requireEqual(taken.epoch, 2, "the epoch of what was taken")
            try requireEqual(taken.expires, start + 21, "when what was taken runs out")
            let renewed = try await store.renew(taken, now: start + 15)
            for seen in [nil, ahead, taken] {
                try await requireThrows(LeaseError.held(renewed), "taking what is renewed") {
                    try await store.acquire(name, holder: "c", duration: 10, now: start + 3600, unchanged: seen)
                }
            }
        },
        Check("a lease is held on by renewing it, also once it ran out, as long as nobody took it") { store in
            let lease = try await store.acquire(name, holder: "a", duration: 10, now: start)
            let renewed = try await store.renew(lease, now: start + 5)
            try requireEqual(renewed.expires, start + 15, "when it runs out once renewed")
            try requireEqual(
                try await store.renew(lease, now: start + 60).expires, start + 70, "when it is renewed late")
            let again = try await store.acquire(name, holder: "a", duration: 20, now: start + 61)
            try requireEqual([again.epoch, Int64(again.duration)], [1, 20], "epoch and duration once acquired again")
        },
        Check("who lost a lease is told so when renewing it, and gives nothing back") { store in
            let lost = try await store.acquire(name, holder: "a", duration: 10, now: start)
            let taken = try await store.acquire(name, holder: "b", duration: 10, now: start + 10, unchanged: lost)
            try await requireThrows(LeaseError.lost(name: name, to: taken), "renewing what was lost") {
                try await store.renew(lost, now: start + 11)
            }
            try await store.release(lost)
            try requireEqual(try await store.leases(), [taken], "the leases after the loser gave up")
            let back = try await store.acquire(name, holder: "a", duration: 10, now: start + 20, unchanged: taken)
            try requireEqual(back.epoch, 3, "the epoch when the first is back")
            try await requireThrows(LeaseError.lost(name: name, to: back), "renewing under an old epoch") {
                try await store.renew(lost, now: start + 21)
            }
        },
        Check("a lease that was given back can be taken at once, under a greater epoch") { store in
            let lease = try await store.acquire(name, holder: "a", duration: 10, now: start)
            let other = try await store.acquire("controller", holder: "a", duration: 10, now: start)
            try requireEqual(try await store.leases(), [other, lease], "leases by name")
            try await store.release(lease)
            try requireEqual(try await store.lease(name), nil, "what was given back")
            try requireEqual(try await store.leases(), [other], "the leases that are left")
            try await requireThrows(LeaseError.lost(name: name, to: nil), "renewing what was given back") {
                try await store.renew(lease, now: start + 1)
            }
            try requireEqual(
                try await store.acquire(name, holder: "b", duration: 10, now: start + 1).epoch, 2, "the next epoch")
        },
        Check("a transaction under a lease lands only while the lease is held under that epoch") { store in
            let lease = try await store.acquire(name, holder: "a", duration: 10, now: start)
            func commit(_ number: Int64, epoch: Int64) async throws {
                let holds = Transaction.Precondition.holds(lease: name, epoch: epoch)
                try await store.commit(Sample.transaction("put", [Sample.volume("v", number)], if: [holds]))
            }
            try await commit(1, epoch: 1)
            for epoch: Int64 in [0, 2] { try await requireConflict(epoch) { try await commit(9, epoch: epoch) } }
            try await store.acquire(name, holder: "b", duration: 10, now: start + 10, unchanged: lease)
            try await requireConflict(1) { try await commit(9, epoch: 1) }
            try await commit(2, epoch: 2)
            try await store.release(lease)
            try await commit(3, epoch: 2)
            guard let held = try await store.lease(name) else { throw ConformanceFailure("the lease is gone") }
            try await store.release(held)
            try await requireConflict(2) { try await commit(9, epoch: 2) }
            try requireEqual(try await store.revision(), Revision(3), "revision")
        },
        Check("leases are no revisions") { store in
            let lease = try await store.acquire(name, holder: "a", duration: 10, now: start)
            try await store.renew(lease, now: start)
            try await store.release(lease)
            try requireEqual(try await store.revision(), .zero, "revision")
        },
        Check("of several that race for a lease, one gets it") { store in
            let winners = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 1...8 {
                    group.addTask {
                        do {
                            try await store.acquire(name, holder: "\(number)", duration: 10, now: start)
                            return 1
                        } catch LeaseError.held {
                            return 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            try requireEqual(winners, 1, "winners")
            try requireEqual(try await store.lease(name)?.epoch, 1, "epoch")
        },
        Check("whatever is done with leases, they are what they are in memory") { store in
            let seed = UInt64.random(in: 0...9999)
            var random = RandomLeases(seed: seed)
            for step in 1...300 {
                let (found, expected) = try await random.step(on: store)
                try requireEqual(found, expected, "step \(step) of seed \(seed)")
            }
        },
    ]

    private static let name = "host/alpha"
    private static let start = Moment(seconds: 1_700_000_000)

    private static func requireConflict(_ epoch: Int64, _ work: () async throws -> Void) async throws {
        let error = TransactionError.conflict(.holds(lease: name, epoch: epoch))
        try await requireThrows(error, "committing under epoch \(epoch)", work)
    }
}
