/// A commit on its way to the disk, while what doesn't depend on it is done already: a container is made meanwhile, and
/// its process starts when the commit has landed.
struct Landing: Sendable {
    private let task: Task<Void, any Error>

    /// Begins; cancelling the task that waits for it doesn't cancel it, as it must be known what became of it.
    init(_ commit: @escaping @Sendable () async throws -> Void) { task = Task(operation: commit) }

    /// Waits until it has landed.
    ///
    /// - Throws: what kept it from landing.
    func wait() async throws { try await task.value }

    /// Does what needn't wait for it. It has landed, or failed, when this returns or throws.
    ///
    /// - Throws: what the work throws; else what kept the commit from landing.
    func during(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch {
            _ = await task.result
            throw error
        }
        try await wait()
    }
}
