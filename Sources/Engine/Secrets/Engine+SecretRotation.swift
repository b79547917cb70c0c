import ConfigurationGraph
import GraphStore
import Sealing

extension Engine {
    /// Seals all secrets with a new key and drops the old ones.
    ///
    /// In this order, so that whatever ends it in between, each secret has its key in the file: the new key is written
    /// beside the old, all secrets are sealed with it in one transaction, the old keys are dropped. What was cut short
    /// is finished by the next rotation. No value changes, so no instance restarts.
    ///
    /// - Returns: the new key's id, and how many secrets were sealed with it.
    /// - Throws: ``Failure`` when a secret can't be opened; nothing was changed then.
    public func rotateSecretKey(events: @escaping EventHandler) async throws -> (key: String, secrets: Int) {
        try await reportingFailures {
            try requireRoot(to: "change the secrets' key")
            let keys = secretKeys
            return try await keys.whileLocked {
                let before = try await store.read { try $0.values(Secret.self) }
                var ring = try keys.sealingRing(besides: before)
                for secret in before { _ = try keys.open(secret, with: ring) }
                ring.addKey()
                try keys.file.write(ring)
                let count = try await reseal(with: ring, events: events)
                ring.dropOldKeys()
                try keys.file.write(ring)
                return (ring.keys.last?.id ?? "", count)
            }
        }
    }

    /// Seals all secrets with the newest key, in one transaction.
    private func reseal(with ring: KeyRing, events: EventHandler) async throws -> Int {
        let author = settings.author
        while true {
            let transaction = try await store.read { view in
                let nodes = try view.nodes(of: .secret)
                return Transaction(
                    author: author, roles: [.operator], message: "secret rotate",
                    preconditions: [.graphUnchanged(since: view.revision)],
                    puts: try nodes.compactMap { $0.node.value as? Secret }.map { .secret(try $0.resealed(by: ring)) })
            }
            do {
                let commit = try await store.commit(transaction)
                if !commit.changes.isEmpty { events(.committed(commit.revision, changes: commit.changes.count)) }
                return transaction.puts.count
            } catch TransactionError.conflict {
                try Task.checkCancellation()
            }
        }
    }
}
