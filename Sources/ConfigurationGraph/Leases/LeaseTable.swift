/// All leases of a store, as a value.
public struct LeaseTable: Hashable, Sendable {
    private var records: [String: LeaseRecord] = [:]

    /// No lease at all.
    public init() {}

    /// The leases that are held, by name. One that ran out is held until somebody takes it.
    public var leases: [Lease] { records.values.compactMap(\.lease).sorted { $0.name < $1.name } }

    /// The lease of a name; nil if nobody holds it.
    public func lease(_ name: String) -> Lease? { records[name]?.lease }

    /// Takes a lease that nobody holds, or that is still the one that was seen unchanged; its holder renews it so.
    ///
    /// - Throws: ``LeaseError/held(_:)``.
    public mutating func acquire(
        _ name: String, holder: String, duration: Double, now: Moment, unchanged: Lease? = nil
    ) throws(LeaseError) -> Lease {
        let record = try LeaseRecord.acquiring(
            name, by: holder, for: duration, at: now, unchanged: unchanged, over: records[name])
        records[name] = record
        return record.last
    }

    /// Holds a lease for another while.
    ///
    /// - Throws: ``LeaseError/lost(name:to:)``.
    public mutating func renew(_ lease: Lease, now: Moment) throws(LeaseError) -> Lease {
        let record = try LeaseRecord.renewing(lease, at: now, over: records[lease.name])
        records[lease.name] = record
        return record.last
    }

    /// Gives a lease back; whoever lost it has nothing to give, and nothing changes.
    public mutating func release(_ lease: Lease) {
        records[lease.name] = records[lease.name]?.releasing(lease)
    }
}
