public import ConfigurationGraph
public import GraphStore
import Glibc
import SQLiteGraphStore

extension Engine {
    /// The latest commits, newest first; those that changed one node, if one is named.
    ///
    /// - Throws: ``Failure`` when the graph can't be read.
    public func history(limit: Int, node: NodeID? = nil) async throws -> [Commit] {
        try await reportingFailures {
            let newest = try await store.revision()
            let first = node == nil ? max(0, newest.rawValue - Int64(limit)) : 0
            let commits = try await store.history(after: Revision(first), limit: .max)
            let chosen = commits.filter { commit in
                node.map { id in commit.changes.contains { $0.id == id } } ?? true
            }
            return Array(chosen.reversed().prefix(limit))
        }
    }

    /// What differs between two revisions, sorted by node; the second is the newest unless given.
    ///
    /// - Throws: ``Failure`` when a revision isn't there.
    public func diff(_ from: Revision, _ to: Revision? = nil) async throws -> [Commit.Change] {
        try await reportingFailures {
            let newest = try await store.revision()
            let (first, last) = (min(from, to ?? newest), max(from, to ?? newest))
            guard first >= .zero, last <= newest else {
                throw Failure(.failed, "there is no revision \(last); the newest is \(newest)")
            }
            let commits = try await store.history(after: first, limit: .max).filter { $0.revision <= last }
            let forwards = Commit.Change.merged(commits.flatMap(\.changes))
            return from <= (to ?? newest) ? forwards : forwards.map(\.reversed)
        }
    }

    /// Makes what the operator declared, and the artefacts, what they were at a revision, in a new revision that says so,
    /// lets what runs follow, and waits until it is ready.
    ///
    /// - Throws: ``Failure`` when the revision isn't there, or what it declared can't be resolved any more.
    @discardableResult
    public func rollback(to revision: Revision, events: @escaping EventHandler) async throws -> Proposal {
        try await undoable(events) { agent in
            let (draft, back) = try await secretKeys.whileLocked {
                let back = try await changes(backTo: revision)
                let draft = try await commit(by: agent) { rollback(to: revision, by: back, on: $0) }
                return (draft, back)
            }
            try await carryOut(draft, by: agent)
            return Proposal(draft, forging: [], besides: back)
        }
    }

    /// What ``rollback(to:events:)`` would change, touching nothing.
    ///
    /// - Throws: ``Failure`` as it does.
    public func planRollback(to revision: Revision) async throws -> Proposal {
        try await reportingFailures {
            let back = try await secretKeys.whileLocked { try await changes(backTo: revision) }
            var request = rollback(to: revision, by: back, on: try await host())
            request.isLed = try await isLed
            let draft = try await store.read { [request] in try Draft(request, in: $0) }
            try await checkPorts(of: draft)
            var proposal = Proposal(draft, forging: [], besides: back)
            proposal.placements = try await forecast(after: draft)
            return proposal
        }
    }

    /// What makes declarations and artefacts what they were.
    private func changes(backTo revision: Revision) async throws -> [Commit.Change] {
        let theirs = Role.operator.writes.union(Role.forge.writes)
        return try checkPast(
            try await diff(try await store.revision(), revision).filter { theirs.contains($0.id.kind) })
    }

    private func rollback(
        to revision: Revision, by changes: [Commit.Change], on host: ConfigurationGraph.Host
    ) -> DraftRequest {
        DraftRequest(
            puts: changes.compactMap(\.after), deletes: Set(changes.filter { $0.after == nil }.map(\.id)),
            roles: [.forge], host: host, author: settings.author, message: "rollback to \(revision)")
    }

    /// Writes a copy of the whole graph to a file, while it is in use.
    ///
    /// - Throws: ``Failure`` when the file can't be written.
    public func backup(to path: String) async throws {
        try await reportingFailures { try await sqlite().backup(to: path) }
    }

    /// Makes the graph what it is in a backup, as a new revision, while it is in use. What is the case with instances
    /// doesn't come from the backup: with root's rights it is looked at anew.
    ///
    /// - Parameter withoutKeys: whether secrets come back though their keys aren't here, to be set anew.
    /// - Returns: the revision that has what was restored.
    /// - Throws: ``Failure`` when the file is no backup, or the key of a secret isn't here; the graph is as it was then.
    @discardableResult
    public func restore(from path: String, withoutKeys: Bool = false) async throws -> Revision {
        try await reportingFailures {
            let store = try sqlite()
            // No rotation may drop a key between the look at the keys and the commit.
            let commit = try await secretKeys.whileLocked {
                try await store.restore(from: path, author: settings.author, keeping: [.instanceStatus]) { nodes in
                    if !withoutKeys { try checkKeys(of: nodes) }
                }
            }
            // A machine that can't run containers runs none.
            if geteuid() == 0, let agent = try? await agent() { try await agent.recognize() }
            return commit.revision
        }
    }

    private func sqlite() throws -> SQLiteGraphStore {
        guard let store = store as? SQLiteGraphStore else {
            throw Failure(.unavailable, "only SQLite stores are backed up by a file")
        }
        return store
    }
}
