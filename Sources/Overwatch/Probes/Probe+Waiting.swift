extension Probe {
    /// Runs a command in the instance and returns its exit status.
    public typealias Executor = @Sendable (_ command: [String]) async throws -> Int32

    /// Asks until the instance is ready.
    ///
    /// Until the first answer tries follow each other faster than `interval`: after 20 ms, then ever slower, so that
    /// a service that is ready at once needn't wait for the next round.
    ///
    /// - Parameters:
    ///   - address: the instance's address in its host's network.
    ///   - deadline: how long to go on for; nil for as long as the task isn't cancelled.
    ///   - execute: how a command is run in the instance, for probes that do.
    ///   - onFailure: told of each failed try's reason; the wait ends with what it throws.
    /// - Throws: ``NotReady`` when the deadline has passed, `CancellationError` when cancelled.
    public func waitUntilReady(
        address: String, deadline: Duration? = nil, execute: Executor? = nil,
        onFailure: @Sendable (String) async throws -> Void = { _ in }
    ) async throws {
        let clock = ContinuousClock()
        let end = deadline.map { clock.now + $0 }
        var pause = Duration.milliseconds(20)
        var successes = 0
        var tries = 0
        var reason = "it wasn't asked yet"
        try await Task.sleep(for: Self.bounded(.seconds(initialDelay), by: end, clock))
        repeat {
            try Task.checkCancellation()
            tries += 1
            switch await attempt(address: address, execute: execute) {
            case .success:
                successes += 1
                if successes >= successThreshold { return }
                pause = .seconds(interval)
            case .failure(let why):
                successes = 0
                reason = why
                try await onFailure(why)
                pause = min(pause * 3 / 2, .seconds(interval))
            }
            try await Task.sleep(for: Self.bounded(pause, by: end, clock))
        } while end.map { clock.now < $0 } ?? true
        throw NotReady(reason: reason, tries: tries)
    }

    /// Asks once.
    public func attempt(address: String, execute: Executor? = nil) async -> ProbeOutcome {
        switch kind {
        case .tcp(let port):
            return await PortQuestion(address: address, port: port, timeout: timeout, request: nil).ask()
        case .http(let port, let path):
            return await PortQuestion(address: address, port: port, timeout: timeout, request: path).ask()
        case .exec(let command):
            guard let execute else { return .failure(reason: "no command can be run in it") }
            return await Self.run(command, execute, timeout: timeout)
        }
    }

    private static func run(_ command: [String], _ execute: @escaping Executor, timeout: Double) async -> ProbeOutcome {
        await withTaskGroup(of: ProbeOutcome?.self) { group in
            group.addTask {
                do {
                    let status = try await execute(command)
                    return status == 0 ? .success : .failure(reason: "the command ended with \(status)")
                } catch {
                    return .failure(reason: "\(error)")
                }
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(timeout))
                return Task.isCancelled ? nil : .failure(reason: "no answer within \(timeout) s")
            }
            defer { group.cancelAll() }
            for await outcome in group {
                if let outcome { return outcome }
            }
            return .failure(reason: "cancelled")
        }
    }

    private static func bounded(
        _ pause: Duration, by end: ContinuousClock.Instant?, _ clock: ContinuousClock
    ) -> Duration {
        guard let end else { return pause }
        return max(.zero, min(pause, clock.now.duration(to: end)))
    }
}
