import ConfigurationGraph

/// Gives what was measured the time at which it was first seen, as other hosts' clocks may be wrong.
struct ObservationIntake: Sendable {
    private struct Key: Hashable {
        var automaton: String
        var instance: String?
        var location: Location?
    }

    private var seen: [Key: (measured: Moment, at: Moment)] = [:]

    mutating func take(_ observations: Observations, at now: Moment) -> Observations {
        var taken = observations
        var next: [Key: (measured: Moment, at: Moment)] = [:]
        for index in taken.measured.indices {
            let one = taken.measured[index]
            let key = Key(automaton: one.automaton, instance: one.instance, location: one.location)
            let known = next[key] ?? seen[key]
            // Another time is another measurement, be it an earlier time: who measures now may have a clock that is behind.
            let at = known.flatMap { one.time == $0.measured ? $0.at : nil } ?? now
            next[key] = (one.time, at)
            taken.measured[index].time = at
        }
        seen = next
        return taken
    }
}
