import Overwatch

/// What the probes of the instances that are watched have come to.
actor HealthBoard {
    /// A run of an instance: a restart is another.
    struct Run: Hashable, Sendable {
        var instance: String
        var pid: Int32
    }

    private var verdicts: [Run: HealthState.Verdict] = [:]

    /// Watches these runs and no others from now on. What is ready already isn't kept waiting until it is asked.
    ///
    /// - Returns: those that weren't watched yet.
    func watch(_ runs: [Run: HealthState.Verdict]) -> Set<Run> {
        let new = Set(runs.keys).subtracting(verdicts.keys)
        verdicts = verdicts.filter { runs[$0.key] != nil }
        for run in new { verdicts[run] = runs[run] }
        return new
    }

    func isWatched(_ run: Run) -> Bool { verdicts[run] != nil }

    /// Notes what has become of a run, and returns what it was before; nil if it isn't watched any more.
    func note(_ verdict: HealthState.Verdict, of run: Run) -> HealthState.Verdict? {
        guard let before = verdicts[run] else { return nil }
        verdicts[run] = verdict
        return before
    }

    func isReady(_ run: Run) -> Bool { verdicts[run] == .ready }
}
