import Overwatch

/// What the probes of the instances that are watched have come to.
actor HealthBoard {
    /// A run of an instance, and what it is asked: a restart is another, and so is the same process with other probes.
    struct Run: Hashable, Sendable {
        var instance: String
        var pid: Int32
        var probes: [HealthState.Question: Probe]
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

    /// Notes what has become of a run; returns whether it is watched still.
    func note(_ verdict: HealthState.Verdict, of run: Run) -> Bool {
        guard verdicts[run] != nil else { return false }
        verdicts[run] = verdict
        return true
    }

    func isReady(_ run: Run) -> Bool { verdicts[run] == .ready }

    /// What a run's probes came to, where the graph says otherwise whether it is ready.
    func correction(of run: Run, saidReady: Bool) -> HealthState.Verdict? {
        switch verdicts[run] {
        case .ready where !saidReady: .ready
        case .unready(let reason) where saidReady: .unready(reason: reason)
        default: nil
        }
    }
}
