import ConfigurationGraph
import GraphStore
import Processes

extension Agent {
    /// Commits what a command decided, notes it for when the command is taken back, and tells of it.
    ///
    /// - Throws: `CancellationError` before it is committed; whatever the store throws.
    func commit(_ transaction: Transaction) async throws {
        try Task.checkCancellation()
        // Whether it landed must be known whatever happens meanwhile: it may have to be taken back.
        try await uncancelled {
            let commit = try await store.commit(transaction)
            guard !commit.changes.isEmpty else { return }
            journal?.note(commit)
            events(.committed(commit.revision, changes: commit.changes.count))
        }
    }
}
