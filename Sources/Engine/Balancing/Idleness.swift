/// The wait for the last requests of an instance that is sent no more.
enum Idleness {
    /// How long requests may take to end before their instance does.
    private static let limit = Duration.seconds(30)

    /// Waits until an instance has no request any more; half a minute at the most. An HAProxy that doesn't answer has none
    /// that could be waited for.
    ///
    /// - Throws: `CancellationError`.
    static func awaited(_ isIdle: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + limit
        while let done = try? await isIdle(), !done, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
