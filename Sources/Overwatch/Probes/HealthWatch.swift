/// Asks an instance its probes' questions for as long as it is watched.
public struct HealthWatch: Sendable {
    private let probes: [HealthState.Question: Probe]
    private let address: String
    private let execute: Probe.Executor?

    /// - Parameters:
    ///   - address: the instance's address in its host's network.
    ///   - execute: how a command is run in the instance, for probes that do.
    public init(_ probes: [HealthState.Question: Probe], address: String, execute: Probe.Executor? = nil) {
        self.probes = probes
        self.address = address
        self.execute = execute
    }

    /// Asks until nothing more is to be asked, nobody watches any more, or the task is cancelled.
    ///
    /// - Parameters:
    ///   - isReady: whether it was found ready already.
    ///   - isWatched: whether to go on, asked before each question.
    ///   - tell: told the first verdict, and each other one.
    public func run(
        isReady: Bool, isWatched: @Sendable () async -> Bool, tell: @Sendable (HealthState.Verdict) async -> Void
    ) async {
        let clock = ContinuousClock()
        let start = clock.now
        func now() -> Double { (clock.now - start) / .seconds(1) }
        var state = HealthState(probes, isReady: isReady, now: 0)
        await tell(state.verdict)
        while let next = state.next, let probe = state.probe(next.question) {
            do {
                try await clock.sleep(until: start + .seconds(next.at))
            } catch {
                return
            }
            guard await isWatched() else { return }
            let outcome = await probe.attempt(address: address, execute: execute)
            guard !Task.isCancelled, await isWatched() else { return }
            let before = state.verdict
            state.note(outcome, to: next.question, now: now())
            if state.verdict != before { await tell(state.verdict) }
        }
    }
}
