import ConfigurationGraph
import GraphStore
import OCI

extension GraphStoreConformance {
    static let shared = [
        Check("of several that race for a name, one gets it and the others are told of the conflict") { store in
            let name = NodeID(.volume, "v")
            let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 1...8 {
                    group.addTask {
                        let volume = Sample.volume("v", Int64(number))
                        return try await lands(Sample.transaction("mine", [volume], if: [.absent(name)]), in: store)
                    }
                }
                return try await group.reduce(0) { $1 ? $0 + 1 : $0 }
            }
            try requireEqual(winners, 1, "winners")
            try requireEqual(try await store.revision(), Revision(1), "revision")
        },
        Check("who retries after a conflict overwrites nobody's change") { store in
            try await store.commit(Sample.transaction("zero", [Sample.volume("counter")]))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...4 {
                    group.addTask { for _ in 1...10 { try await increment(in: store) } }
                }
                try await group.waitForAll()
            }
            try requireEqual(try await counter(in: store).value, 40, "the sum of 40 increments")
            try requireEqual(try await store.revision(), Revision(41), "revision")
        },
    ]

    private static func lands(_ transaction: Transaction, in store: any GraphStore) async throws -> Bool {
        do {
            try await store.commit(transaction)
            return true
        } catch TransactionError.conflict {
            return false
        }
    }

    private static func increment(in store: any GraphStore) async throws {
        while true {
            let (value, revision) = try await counter(in: store)
            let transaction = Sample.transaction(
                "add one", [Sample.volume("counter", value + 1)],
                if: [.unchanged(NodeID(.volume, "counter"), since: revision)])
            if try await lands(transaction, in: store) { return }
        }
    }

    private static func counter(in store: any GraphStore) async throws -> (value: Int64, revision: Revision) {
        try await store.read { view in
            guard let node = try view.node(NodeID(.volume, "counter")), case .volume(let volume) = node.node,
                let value = volume.settings.first?.value.integer
            else { throw ConformanceFailure("the counter is gone") }
            return (value, node.revision)
        }
    }
}
