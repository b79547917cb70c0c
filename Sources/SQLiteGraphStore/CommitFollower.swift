import ConfigurationGraph
import GraphStore

/// Reads commits one after another and waits for those to come.
///
/// The history itself is followed, and notices only say when to look: whatever becomes of a notice, no commit is missed
/// and none comes twice. Commits are read as they are asked for, so a slow reader takes up no memory.
actor CommitFollower {
    private let store: SQLiteGraphStore
    private let notices: AsyncStream<Void>
    private var last: Revision
    private var unread: ArraySlice<Commit> = []

    /// How many commits are read at once.
    private static let pageSize = 64

    init(store: SQLiteGraphStore, notices: AsyncStream<Void>, after: Revision) {
        self.store = store
        self.notices = notices
        last = after
    }

    /// The next commit, as soon as there is one; nil once the task is cancelled.
    func next() async throws -> Commit? {
        if unread.isEmpty { try await readPage() }
        while unread.isEmpty {
            guard await isNoticed() else { return nil }
            try await readPage()
        }
        return unread.popFirst()
    }

    private func readPage() async throws {
        let page = try await store.history(after: last, limit: Self.pageSize)
        unread = page[...]
        last = page.last?.revision ?? last
    }

    private func isNoticed() async -> Bool {
        for await _ in notices { return true }
        return false
    }
}
