/// What is remembered of one lease, also while nobody holds it, and the rules by which it goes from hand to hand.
///
/// The one place of these rules: each store keeps records, and asks here what becomes of them.
public struct LeaseRecord: Hashable, Sendable {
    /// The lease as its last holder had it.
    public private(set) var last: Lease
    /// Whether the last holder gave it back.
    public private(set) var isReleased: Bool

    public init(last: Lease, isReleased: Bool) {
        self.last = last
        self.isReleased = isReleased
    }

    /// The lease; nil while nobody holds it. One that ran out is held until somebody takes it.
    public var lease: Lease? { isReleased ? nil : last }

    /// The record once somebody has acquired the lease. Its holder may acquire it again, which renews it; another gets it
    /// if it is still the lease that he saw unchanged for its whole duration.
    ///
    /// - Throws: ``LeaseError/held(_:)``.
    public static func acquiring(
        _ name: String, by holder: String, for duration: Double, at now: Moment, unchanged: Lease?,
        over record: LeaseRecord?
    ) throws(LeaseError) -> LeaseRecord {
        let held = record?.lease
        if let held, held.holder != holder, held != unchanged { throw .held(held) }
        let epoch = held?.holder == holder ? held?.epoch : nil
        return LeaseRecord(
            last: Lease(
                name: name, holder: holder, epoch: epoch ?? (record?.last.epoch ?? 0) + 1, duration: duration,
                expires: now + duration), isReleased: false)
    }

    /// The record once its holder has renewed the lease.
    ///
    /// - Throws: ``LeaseError/lost(name:to:)`` unless it is held under this epoch.
    public static func renewing(
        _ lease: Lease, at now: Moment, over record: LeaseRecord?
    ) throws(LeaseError) -> LeaseRecord {
        guard var renewed = record?.lease, renewed.isSame(as: lease) else {
            throw .lost(name: lease.name, to: record?.lease)
        }
        renewed.expires = now + renewed.duration
        return LeaseRecord(last: renewed, isReleased: false)
    }

    /// The record once its holder has given the lease back; nothing changes if it has lost it before.
    public func releasing(_ lease: Lease) -> LeaseRecord {
        LeaseRecord(last: last, isReleased: isReleased || last.isSame(as: lease))
    }
}

extension Lease {
    /// Whether it is the same time in the same hands, renewed or not.
    fileprivate func isSame(as other: Lease) -> Bool {
        (name, holder, epoch) == (other.name, other.holder, other.epoch)
    }
}
