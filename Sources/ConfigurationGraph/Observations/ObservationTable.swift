/// What was measured lately, as a value: of each subject the newest and the minute before it, and nothing of more than
/// an hour ago.
///
/// A subject is an automaton at one instance and location, or the way from one location to another. So the table is
/// bounded by what is measured, how often, and what was there within an hour.
public struct ObservationTable: Hashable, Sendable {
    /// How much older than its subject's newest is kept, in seconds.
    public static let window = 60.0
    /// How old a subject's newest may be, in seconds.
    public static let lifetime = 3600.0

    private var measured = Kept<Observation>()
    private var roundTrips = Kept<RoundTrip>()

    /// Nothing measured.
    public init() {}

    /// Takes in what was measured, and lets go of what is too old. Another of the same subject and time takes its place.
    ///
    /// What nobody can have measured is left out: later than now, or no number.
    public mutating func record(_ observations: [Observation], _ roundTrips: [RoundTrip], now: Moment) {
        measured.record(observations, now: now)
        self.roundTrips.record(roundTrips, now: now)
    }

    /// What was measured at a time or later; nil for all that is kept.
    public func observations(since: Moment?) -> Observations {
        Observations(measured: measured.since(since), roundTrips: roundTrips.since(since)).sorted
    }

    private struct Kept<Value: Measured>: Hashable, Sendable {
        private var values: [Value.Subject: [Moment: Value]] = [:]

        mutating func record(_ added: [Value], now: Moment) {
            for value in added where value.isBelievable(at: now) {
                values[value.subject, default: [:]][value.time] = value
            }
            for subject in Set(added.map(\.subject)) {
                guard let newest = values[subject]?.keys.max() else { continue }
                values[subject] = values[subject]?.filter { $0.key > newest + -ObservationTable.window }
            }
            let oldest = now + -ObservationTable.lifetime
            values = values.compactMapValues { kept in
                let recent = kept.filter { $0.key > oldest }
                return recent.isEmpty ? nil : recent
            }
        }

        func since(_ time: Moment?) -> [Value] {
            values.values.flatMap(\.values).filter { value in time.map { value.time >= $0 } ?? true }
        }
    }
}
