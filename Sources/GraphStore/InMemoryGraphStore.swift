public import ConfigurationGraph
import Foundation

/// A store that lives as long as its process: for tests, and as the plainest reading of the promise.
///
/// It is durable in name only. Every past graph is kept as a value, which shares what didn't change.
public actor InMemoryGraphStore: GraphStore {
    private var graphs = [Graph()]
    private var commits: [Commit] = []
    private var leaseTable = LeaseTable()
    private var measured = ObservationTable()
    private var watchers: [UUID: AsyncThrowingStream<Commit, any Error>.Continuation] = [:]

    public init() {}

    public func revision() -> Revision { graphs[graphs.count - 1].revision }

    public func read<Value: Sendable>(
        at revision: Revision?, _ body: @escaping @Sendable (any GraphView) throws -> Value
    ) throws -> Value {
        let newest = graphs.count - 1
        guard let index = revision.map({ Int($0.rawValue) }) else { return try body(graphs[newest]) }
        guard graphs.indices.contains(index) else {
            throw GraphStoreError.noSuchRevision(Revision(Int64(index)), newest: Revision(Int64(newest)))
        }
        return try body(graphs[index])
    }

    @discardableResult
    public func commit(_ transaction: Transaction) throws -> Commit {
        let (graph, changes) = try graphs[graphs.count - 1].applying(transaction, under: leaseTable)
        let commit = Commit(
            revision: graph.revision, author: transaction.author, roles: transaction.roles,
            message: transaction.message, time: Int64(Date().timeIntervalSince1970 * 1000), changes: changes)
        guard !changes.isEmpty else { return commit }
        graphs.append(graph)
        commits.append(commit)
        watchers.values.forEach { $0.yield(commit) }
        return commit
    }

    public func history(after: Revision, limit: Int) -> [Commit] {
        Array(commits.dropFirst(Int(max(0, after.rawValue))).prefix(limit))
    }

    public nonisolated func watch(after: Revision) -> AsyncThrowingStream<Commit, any Error> {
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: Commit.self)
        let name = UUID()
        let registration = Task { await register(continuation, name: name, after: after) }
        continuation.onTermination = { _ in
            registration.cancel()
            Task { await self.unregister(name) }
        }
        return stream
    }

    private func register(
        _ continuation: AsyncThrowingStream<Commit, any Error>.Continuation, name: UUID, after: Revision
    ) {
        guard !Task.isCancelled else { return }
        for commit in history(after: after, limit: .max) { continuation.yield(commit) }
        watchers[name] = continuation
    }

    private func unregister(_ name: UUID) { watchers[name] = nil }
}

extension InMemoryGraphStore {
    @discardableResult
    public func acquire(
        _ name: String, holder: String, duration: Double, now: Moment, unchanged: Lease?
    ) throws -> Lease {
        try leaseTable.acquire(name, holder: holder, duration: duration, now: now, unchanged: unchanged)
    }

    @discardableResult
    public func renew(_ lease: Lease, now: Moment) throws -> Lease { try leaseTable.renew(lease, now: now) }

    public func release(_ lease: Lease) { leaseTable.release(lease) }

    public func lease(_ name: String) -> Lease? { leaseTable.lease(name) }

    public func leases() -> [Lease] { leaseTable.leases }

    public func record(_ observations: [Observation], _ roundTrips: [RoundTrip], now: Moment) {
        measured.record(observations, roundTrips, now: now)
    }

    public func observations(since: Moment?) -> Observations { measured.observations(since: since) }
}
