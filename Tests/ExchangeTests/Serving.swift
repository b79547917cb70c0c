import Exchange
import Synchronization

/// Runs a server on a free port while the body runs, which gets its address.
func serving<Result: Sendable>(
    _ server: ContentServer, _ body: @escaping @Sendable (String) async throws -> Result
) async throws -> Result? {
    let (ports, told) = AsyncStream.makeStream(of: UInt16.self)
    return try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask {
            defer { told.finish() }
            do {
                try await server.run(at: "127.0.0.1", port: 0) { told.yield($0) }
            } catch is CancellationError {
            }
            return nil
        }
        group.addTask {
            for await port in ports { return try await body("http://127.0.0.1:\(port)") }
            return nil
        }
        for try await result in group {
            guard let result else { continue }
            group.cancelAll()
            try await group.waitForAll()
            return result
        }
        return nil
    }
}
