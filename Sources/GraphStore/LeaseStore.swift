public import ConfigurationGraph

/// Where leases are kept, beside the graph: they change every few seconds and are no revisions.
///
/// - **One.** A lease is one's at a time. It goes to another only if it was given back, or if it is still what he saw of it:
///   not if it was renewed meanwhile. ``Lease`` says when he may ask so.
/// - **Counted.** Its epoch grows by one whenever the holder changes, and never goes back, whoever asks.
/// - **Fencing.** A transaction with ``Transaction/Precondition/holds(lease:epoch:)`` lands only while the lease is held
///   under that epoch.
/// - **Durable.** What was acquired or given back outlives a crash of the machine. What was renewed outlives a crash of
///   the process, and may be forgotten by a power cut of the machine that the store is on: the lease runs out earlier then.
///
/// The store has no clock and goes by none: `now` is what the caller's says, and only makes ``Lease/expires``.
public protocol LeaseStore: Sendable {
    /// Takes a lease that nobody holds, or that is still the one that was seen unchanged for its whole duration. Whoever holds
    /// it already renews it so, under the same epoch.
    ///
    /// - Parameters:
    ///   - duration: for how long, in seconds.
    ///   - unchanged: the lease that another let run out, as it was seen.
    /// - Throws: ``LeaseError/held(_:)``, ``GraphStoreError``.
    @discardableResult
    func acquire(
        _ name: String, holder: String, duration: Double, now: Moment, unchanged: Lease?
    ) async throws -> Lease

    /// Holds a lease for another while, even one that ran out, as long as nobody took it.
    ///
    /// - Throws: ``LeaseError/lost(name:to:)``, ``GraphStoreError``.
    @discardableResult
    func renew(_ lease: Lease, now: Moment) async throws -> Lease

    /// Gives a lease back; whoever lost it has nothing to give, and nothing changes.
    ///
    /// - Throws: ``GraphStoreError``.
    func release(_ lease: Lease) async throws

    /// The lease of a name, whether it ran out or not; nil if nobody has it.
    ///
    /// - Throws: ``GraphStoreError``.
    func lease(_ name: String) async throws -> Lease?

    /// All leases that somebody has, whether they ran out or not, by name.
    ///
    /// - Throws: ``GraphStoreError``.
    func leases() async throws -> [Lease]
}

extension LeaseStore {
    /// Takes a lease that nobody holds; whoever holds it already renews it so.
    ///
    /// - Throws: ``LeaseError/held(_:)``, ``GraphStoreError``.
    @discardableResult
    public func acquire(_ name: String, holder: String, duration: Double, now: Moment) async throws -> Lease {
        try await acquire(name, holder: holder, duration: duration, now: now, unchanged: nil)
    }
}
