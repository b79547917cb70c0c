/// Work that is given up when its time is up.
enum Deadline {
    /// Does work, and cancels it after a time.
    ///
    /// - Parameters:
    ///   - time: nil for no end.
    ///   - failure: what is thrown when the time was up.
    /// - Throws: what the work throws, and the failure.
    static func run<Value: Sendable>(
        within time: Duration?, else failure: some Error, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        guard let time else { return try await work() }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: time)
                return nil
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() ?? nil else { throw failure }
            return value
        }
    }
}
