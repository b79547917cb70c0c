public import ConfigurationGraph
import GRDB

extension SQLiteGraphStore {
    public func record(_ observations: [Observation], _ roundTrips: [RoundTrip], now: Moment) async throws {
        try await writingBeside(durably: false) { database in
            try measured(database).record(observations, now: now)
            try trips(database).record(roundTrips, now: now)
        }
    }

    public func observations(since: Moment?) async throws -> Observations {
        try await reading { view in
            Observations(
                measured: try measured(view.database).values(since: since),
                roundTrips: try trips(view.database).values(since: since)
            ).sorted
        }
    }

    private func measured(_ database: Database) -> MeasuredRows<Observation> {
        MeasuredRows(database: database, table: "observation")
    }

    private func trips(_ database: Database) -> MeasuredRows<RoundTrip> {
        MeasuredRows(database: database, table: "round_trip")
    }
}
