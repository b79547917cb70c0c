import ConfigurationGraph
import GRDB

/// The rows of leases, inside one of SQLite's transactions.
struct LeaseRows {
    let database: Database

    /// What is remembered of a lease.
    func record(_ name: String) throws -> LeaseRecord? {
        let statement = try database.cachedStatement(sql: Self.select + " WHERE name = ?")
        return try Row.fetchOne(statement, arguments: [name]).map(Self.record)
    }

    func lease(_ name: String) throws -> Lease? { try record(name)?.lease }

    /// The leases that somebody holds, by name.
    func leases() throws -> [Lease] {
        try Row.fetchAll(database, sql: Self.select).compactMap { Self.record($0).lease }.sorted { $0.name < $1.name }
    }

    func write(_ record: LeaseRecord) throws {
        let lease = record.last
        try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO lease (name, holder, epoch, duration, expires, released)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            lease.name, lease.holder, lease.epoch, lease.duration, lease.expires.milliseconds, record.isReleased,
        ])
    }

    private static let select = "SELECT name, holder, epoch, duration, expires, released FROM lease"

    private static func record(_ row: Row) -> LeaseRecord {
        LeaseRecord(
            last: Lease(
                name: row[0], holder: row[1], epoch: row[2], duration: row[3], expires: Moment(milliseconds: row[4])),
            isReleased: row[5])
    }
}
