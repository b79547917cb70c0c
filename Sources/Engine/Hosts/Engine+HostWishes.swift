import ConfigurationGraph
public import Foundation
import GraphStore

extension Engine {
    /// Says what is wanted of a host. The controller and the host's agent see to it.
    ///
    /// - Parameter forced: whether it is done although no other host could take what is on it.
    /// - Returns: the host as it is then, and what the operator should know.
    /// - Throws: ``Failure`` for a name that no host has, and for a drain of the last host.
    public func want(
        _ wish: HostWish, of name: String, forced: Bool = false, now: Date = Date()
    ) async throws -> (host: HostReport, notes: [String]) {
        try await reportingFailures {
            let hosts = try await hostReports(now: now)
            let host = try Self.find(name, in: hosts)
            let others = hosts.filter { $0.host != name && $0.takesInstances }
            if wish == .drain, others.isEmpty, !host.instances.isEmpty, !forced {
                throw Failure(
                    .unavailable,
                    "'\(name)' is the last host that takes instances; nobody could take the "
                        + "\(host.instances.count) that it has",
                    hint: "add a host first ('emergence agent --host NAME'); with --force they stay until one is there")
            }
            try await commit(wish, of: name)
            let notes = wish == .drain ? try await boundNotes(host) : []
            return (try Self.find(name, in: try await hostReports(now: now)), notes)
        }
    }

    private func commit(_ wish: HostWish, of name: String) async throws {
        let id = NodeID(.hostPolicy, name)
        try await untilUndisturbed("written") {
            let (policy, revision) = try await store.read { view in
                (try view.value(HostPolicy.self, named: name), try view.node(id)?.revision)
            }
            let changed = wish.applied(to: policy, of: name)
            try await store.commit(
                Transaction(
                    author: settings.author, roles: [.operator], message: "host \(wish.rawValue) \(name)",
                    preconditions: [
                        .present(NodeID(.host, name)), revision.map { .unchanged(id, since: $0) } ?? .absent(id),
                    ],
                    puts: changed.map { [.hostPolicy($0)] } ?? [], deletes: changed == nil ? [id] : []))
        }
    }

    /// The instances that a drain doesn't move, as what they keep is on this host.
    private func boundNotes(_ host: HostReport) async throws -> [String] {
        try await store.read { view in
            try host.instances.compactMap { name in
                guard let instance = try view.value(Instance.self, named: name),
                    let volumes = try view.value(Automaton.self, named: instance.automaton)?.volumes, !volumes.isEmpty
                else { return nil }
                let names = Set(volumes.map(\.volume)).sorted().joined(separator: ", ")
                return "\(name) stays where it is: its volume \(names) is on \(host.host)"
            }
        }
    }
}

extension HostReport {
    /// Whether instances may be placed on it.
    var takesInstances: Bool { schedulable && !draining && state != .lost }
}
