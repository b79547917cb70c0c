import ConfigurationGraph

/// Gives what was measured the time at which it was first seen, as other hosts' clocks may be wrong.
struct ObservationIntake: Sendable {
    private var seen: [Observation.Subject: (measured: Moment, at: Moment)] = [:]

    /// How long after its last measurement a host counts as one that measures, in seconds. One that was lost has no
    /// instance by then, and what came to it comes to others.
    static let patience = 120.0

    /// Of what a host measured, only what it is seen to measure anew counts: how old the first is that is found, no
    /// clock tells.
    ///
    /// - Parameter observations: the newest of each subject.
    mutating func take(_ observations: Observations, at now: Moment) -> Observations {
        var taken = observations
        var next: [Observation.Subject: (measured: Moment, at: Moment)] = [:]
        for index in taken.measured.indices {
            let one = taken.measured[index]
            let known = next[one.subject] ?? seen[one.subject]
            let at: Moment
            if let known {
                // Another time is another measurement, be it an earlier time: who measures now may have a clock that is
                // behind.
                at = one.time == known.measured ? known.at : now
            } else {
                at = one.host == nil ? now : now + -2 * Self.patience
            }
            next[one.subject] = (one.time, at)
            taken.measured[index].time = at
        }
        taken.measured.removeAll { $0.host != nil && now.seconds(since: $0.time) > Self.patience }
        seen = next
        return taken
    }
}
