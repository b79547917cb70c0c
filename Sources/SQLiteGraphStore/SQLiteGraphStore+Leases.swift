public import ConfigurationGraph
import GRDB

extension SQLiteGraphStore {
    @discardableResult
    public func acquire(
        _ name: String, holder: String, duration: Double, now: Moment, unchanged: Lease?
    ) async throws -> Lease {
        try await writingBeside(durably: true) { database in
            let rows = LeaseRows(database: database)
            let record = try LeaseRecord.acquiring(
                name, by: holder, for: duration, at: now, unchanged: unchanged, over: try rows.record(name))
            try rows.write(record)
            return record.last
        }
    }

    @discardableResult
    public func renew(_ lease: Lease, now: Moment) async throws -> Lease {
        try await writingBeside(durably: false) { database in
            let rows = LeaseRows(database: database)
            let record = try LeaseRecord.renewing(lease, at: now, over: try rows.record(lease.name))
            try rows.write(record)
            return record.last
        }
    }

    public func release(_ lease: Lease) async throws {
        try await writingBeside(durably: true) { database in
            let rows = LeaseRows(database: database)
            guard let record = try rows.record(lease.name) else { return }
            try rows.write(record.releasing(lease))
        }
    }

    public func lease(_ name: String) async throws -> Lease? {
        try await reading { try LeaseRows(database: $0.database).lease(name) }
    }

    public func leases() async throws -> [Lease] {
        try await reading { try LeaseRows(database: $0.database).leases() }
    }
}
