import ConfigurationGraph
import Foundation
import GRDB

/// The rows of one table of what was measured, kept by the rules of `ObservationTable`.
struct MeasuredRows<Value: Measured> {
    let database: Database
    let table: String

    func record(_ values: [Value], now: Moment) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var subjects: Set<String> = []
        for value in values where value.isBelievable(at: now) {
            let subject = String(decoding: try encoder.encode(value.subject), as: UTF8.self)
            subjects.insert(subject)
            try execute(
                "INSERT OR REPLACE INTO \(table) (subject, time, value) VALUES (?, ?, ?)",
                [subject, value.time.milliseconds, try encoder.encode(value)])
        }
        for subject in subjects {
            try execute(
                """
                DELETE FROM \(table) WHERE subject = ?1
                AND time <= (SELECT max(time) FROM \(table) WHERE subject = ?1) - ?2
                """, [subject, Int64(ObservationTable.window * 1000)])
        }
        let oldest = now + -ObservationTable.lifetime
        try execute("DELETE FROM \(table) WHERE time <= ?", [oldest.milliseconds])
    }

    func values(since: Moment?) throws -> [Value] {
        let statement = try database.cachedStatement(sql: "SELECT value FROM \(table) WHERE time >= ?")
        let decoder = JSONDecoder()
        return try Data.fetchAll(statement, arguments: [since?.milliseconds ?? .min]).map {
            try decoder.decode(Value.self, from: $0)
        }
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
