import ConfigurationGraph
import GraphStore
import Sealing

extension Engine {
    /// Secrets that come back from the past: by a rollback, or from a backup.
    ///
    /// One whose value is the present one stays sealed with the present key. One whose key was dropped by a
    /// rotation, or is another machine's, can't come back.
    ///
    /// - Throws: `SealingError` that names the key.
    func checkPast(_ changes: [Commit.Change]) throws -> [Commit.Change] {
        let changes = changes.compactMap { change -> Commit.Change? in
            guard case .secret(let before) = change.before, case .secret(var after) = change.after,
                before.valueRevision == after.valueRevision
            else { return change }
            after.key = before.key
            after.sealed = before.sealed
            return after == before ? nil : Commit.Change(id: change.id, before: change.before, after: .secret(after))
        }
        try checkKeys(of: changes.compactMap(\.after))
        return changes
    }

    /// Checks that the keys of all secrets are here.
    ///
    /// - Throws: `SealingError` that names the first that isn't.
    func checkKeys(of nodes: [Node]) throws {
        let secrets = nodes.compactMap { $0.value as? Secret }
        guard !secrets.isEmpty else { return }
        let ring = try secretKeys.ring()
        for secret in secrets where !ring.has(secret.key) {
            throw SealingError.missingKey(secret.key, secret: secret.name)
        }
    }
}
