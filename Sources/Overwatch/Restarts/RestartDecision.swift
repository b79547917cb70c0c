/// What follows the end of an instance's process.
public enum RestartDecision: Hashable, Sendable {
    /// Start it anew after so long.
    case restart(after: Duration)
    /// The policy would restart it, but its limit is reached; the reason is a sentence for the operator.
    case giveUp(reason: String)
    /// It is done.
    case none
}

extension RestartPolicy {
    /// What to do when a process has ended. Pure.
    ///
    /// The wait doubles with each restart in a row, from `initial` to `max`; a run of ``stableAfter`` starts anew at
    /// `initial`. An operator's stop is never undone.
    public func decide(_ end: ProcessEnd, history: RestartHistory) -> RestartDecision {
        guard !end.stoppedByOperator, kind == .always || kind == .onFailure && end.exitCode != 0 else { return .none }
        let restarts = end.seconds >= stableAfter ? 0 : Swift.max(history.restarts, 0)
        if maxRetries > 0, restarts >= maxRetries {
            return .giveUp(reason: "it ended with status \(end.exitCode) after \(restarts) restarts in a row")
        }
        return .restart(after: delay(restarts: restarts))
    }

    /// The wait before the next restart after so many in a row.
    private func delay(restarts: Int) -> Duration {
        // 2^62 is far beyond any limit; the exponent is bounded so that the product stays finite.
        let factor = Double(UInt64(1) << UInt64(Swift.min(restarts, 62)))
        let seconds = Swift.min(Swift.max(initial, 0) * factor, Swift.max(max, 0))
        return .milliseconds(Int64((Swift.min(seconds, 1e9) * 1000).rounded()))
    }
}
