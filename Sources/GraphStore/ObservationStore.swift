public import ConfigurationGraph

/// Where what is measured is kept, beside the graph: it changes every second and is no revision.
///
/// It is bounded: of each subject the newest and the minute before it, and nothing of more than an hour ago
/// (``ObservationTable``). It needn't outlive a crash of the machine, as it is measured again. Nobody is woken:
/// whoever wants to know asks from time to time.
public protocol ObservationStore: Sendable {
    /// Takes in what was measured. Another of the same subject and time takes its place; what nobody can have measured,
    /// later than now or no number, is left out.
    ///
    /// - Throws: ``GraphStoreError``.
    func record(_ observations: [Observation], _ roundTrips: [RoundTrip], now: Moment) async throws

    /// What was measured at a time or later, by time; nil for all that is kept.
    ///
    /// - Throws: ``GraphStoreError``.
    func observations(since: Moment?) async throws -> Observations
}
