import ConfigurationGraph
import GraphStore

extension GraphStore {
    /// Hands over each commit from now on, in order and each once, until the task is cancelled. A store that can't be
    /// followed is followed again from where that ended.
    ///
    /// - Parameter trouble: told of each failure.
    func follow(trouble: (any Error) -> Void, _ heed: (Commit) async -> Void) async {
        var last: Revision?
        while !Task.isCancelled {
            do {
                var after = if let last { last } else { try await revision() }
                for try await commit in watch(after: after) {
                    after = commit.revision
                    last = after
                    await heed(commit)
                }
            } catch {
                trouble(error)
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}
