import ConfigurationGraph
import Foundation
import GraphStore
import Relay

extension Agent {
    /// Writes to the graph what is the case with an instance. An instance that the graph no longer has is none to
    /// report on, and who isn't this host's agent any more has nothing to say.
    ///
    /// - Parameter condition: what must be the case besides; else nothing is said.
    /// - Throws: ``Failure`` when the graph can't be written.
    func report(
        _ assignment: Assignment, _ state: InstanceStatus.State, pid: Int32? = nil, record: LaunchRecord? = nil,
        exitCode: Int32? = nil, ports: [PublishedPort] = [], message: String? = nil,
        if condition: Transaction.Precondition? = nil
    ) async throws {
        var status = InstanceStatus(instance: assignment.instance.name, state: state)
        status.pid = pid
        status.restarts = record?.restarts ?? 0
        status.exitCode = exitCode
        status.startedAt = record.map { Date(timeIntervalSince1970: $0.startedAt).formatted(.iso8601) }
        // The address is kept while nothing runs, as it is asked for again at the next start.
        status.addresses = record?.address.map { [$0] } ?? assignment.status?.addresses ?? []
        status.ports = ports.map(\.description)
        status.exposed = record?.exposed
        status.message = message
        status.restartAsked = if let record { record.restartAsked } else { assignment.instance.restartAsked }
        do {
            try await store.commit(
                Transaction(
                    author: assignment.instance.host, roles: [.agent],
                    message: "\(assignment.instance.name) is \(state.rawValue)",
                    preconditions: fence + [.present(assignment.instance.id)] + [condition].compactMap(\.self),
                    puts: [.instanceStatus(status)]))
        } catch TransactionError.conflict {
            return
        }
    }
}
