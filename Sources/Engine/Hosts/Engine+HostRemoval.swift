import ConfigurationGraph
public import Foundation
import GraphStore

extension Engine {
    /// Takes a host out of the graph. What is on it is given up at once, and placed elsewhere.
    ///
    /// - Parameter forced: whether it goes although its agent is there, or state is on it.
    /// - Returns: the instances that were given up.
    /// - Throws: ``Failure`` with what to do first.
    public func removeHost(_ name: String, forced: Bool = false, now: Date = Date()) async throws -> [String] {
        try await reportingFailures {
            let host = try Self.find(name, in: try await hostReports(now: now))
            if !forced { try await refuseRemoval(of: host) }
            // Nobody who reports for it can land a report from now on.
            if let lease = try await store.lease(HostLease.name(of: name)) { try await store.release(lease) }
            return try await untilUndisturbed("written") {
                let transaction = try await store.read { try removal(of: name, in: $0) }
                try await store.commit(transaction)
                return transaction.deletes.filter { $0.kind == .instance }.map(\.name).sorted()
            }
        }
    }

    private func refuseRemoval(of host: HostReport) async throws {
        let name = host.host
        if host.state == .up {
            throw Failure(
                .unavailable, "the agent of '\(name)' is there: it has its lease until \(host.leaseExpires ?? "")",
                hint: "'emergence host drain \(name)', then end its agent; or give --force")
        }
        if host.state == .unattended, !host.instances.isEmpty {
            throw Failure(
                .unavailable,
                "\(host.instances.joined(separator: ", ")) may run on '\(name)', which has no agent that "
                    + "would stop them",
                hint: "'emergence down' on that machine first; or give --force")
        }
        let bound = try await store.read { view in
            try host.instances.compactMap { try view.value(Instance.self, named: $0)?.automaton }
                .compactMap { try view.value(Automaton.self, named: $0)?.volumes.map(\.volume) }.flatMap { $0 }
        }
        let volumes = Set(bound + host.volumes).sorted()
        guard volumes.isEmpty else {
            throw Failure(
                .unavailable, "'\(name)' has the state of \(volumes.joined(separator: ", "))",
                hint: "start its agent again, or give --force: who mounts it begins elsewhere with nothing")
        }
    }

    private func removal(of name: String, in view: some GraphView) throws -> Transaction {
        let id = NodeID(.host, name)
        var deletes: Set<NodeID> = [id]
        for edge in try view.edges(to: id, along: .placedOn, limit: .max) {
            for instance in try Instance.withVariants(edge.from.name, in: view) {
                deletes.formUnion(InstanceDraft.nodes(of: instance))
            }
        }
        if try view.value(HostPolicy.self, named: name)?.declaration.set == HostWish.set {
            deletes.insert(NodeID(.hostPolicy, name))
        }
        var transaction = Transaction(
            author: settings.author, roles: [.operator, .orchestrator, .agent], message: "host remove \(name)",
            preconditions: [.graphUnchanged(since: view.revision)], deletes: deletes)
        try transaction.deleteUnusedSpecs(in: view)
        return transaction
    }
}
