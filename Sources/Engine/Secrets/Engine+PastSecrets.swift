import ConfigurationGraph
import GraphStore
import Sealing

extension Engine {
    /// Secrets that come back from the past: by a rollback, or from a backup.
    ///
    /// One whose value is the present one stays as it is, sealed with the present key. One whose key was dropped by a
    /// rotation, or is another machine's, can't come back.
    ///
    /// - Throws: `SealingError` that names the key.
    func checkPast(_ changes: [Commit.Change]) throws -> [Commit.Change] {
        let changes = changes.filter { change in
            guard case .secret(let before) = change.before, case .secret(let after) = change.after else { return true }
            return before.valueRevision != after.valueRevision
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
