import ConfigurationGraph
import GraphStore
import Relay
import Runtime

extension Agent {
    /// Ends an instance that gets no new request of HAProxy meanwhile, where other instances are there for them, and has none
    /// any more. The caller holds the instance's lock.
    ///
    /// - Throws: what the work and the file system throw, `CancellationError`.
    func whileRelieved(_ assignment: Assignment, _ work: () async throws -> Void) async throws {
        guard let (process, services) = try await relieving(assignment) else { return try await work() }
        let name = assignment.instance.name
        // Whoever keeps HAProxy sees by it that this isn't to be mended, until the work has said for itself what is so.
        let lock = try await state.lockDraining(instance: name)
        defer { withExtendedLifetime(lock) {} }
        try? await process.perform(services.map { .set(server: "\($0)/\(name)", .draining) })
        try await Idleness.awaited {
            for service in services {
                if let count = try await process.requests(at: name, of: service), count > 0 { return false }
            }
            return true
        }
        try await work()
    }

    /// The HAProxy that sends an instance requests, and the services in which others are there for them; nil where there is
    /// none.
    private func relieving(_ assignment: Assignment) async throws -> (BalancerProcess, services: [String])? {
        // What it has for itself alone must be free soon.
        guard assignment.exclusive.isEmpty, !assignment.instance.isVariant,
            bundles().contains(assignment.instance.name), try !assignment.spec.balancedPorts().isEmpty,
            let process = try? BalancerProcess(folder: balancerFolder), await process.answers()
        else { return nil }
        let services = try await replaceable(assignment, in: process)
        return services.isEmpty ? nil : (process, services)
    }

    /// The services in which others answer for an instance. Where one of them is ready that HAProxy doesn't send requests to
    /// yet, as who keeps it looks from time to time, that is waited for.
    private func replaceable(_ assignment: Assignment, in process: BalancerProcess) async throws -> [String] {
        let name = assignment.instance.name
        let isAnyReady = try await store.read { try hasStandIn(assignment, in: $0) }
        let end = ContinuousClock.now + .seconds(10)
        while true {
            guard let services = try? await process.services(of: name) else { return [] }
            guard isAnyReady, !services.allSatisfy(\.hasStandIn), ContinuousClock.now < end else {
                return services.filter(\.hasStandIn).map(\.name)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Whether another instance of its automaton is ready that requests can be sent to from here.
    private func hasStandIn(_ assignment: Assignment, in view: some GraphView) throws -> Bool {
        try view.edges(to: assignment.automaton.id, along: .instanceOf, limit: .max).map(\.from.name)
            .contains { name in
                guard name != assignment.instance.name, let other = try view.value(Instance.self, named: name),
                    !other.isVariant, let status = try view.value(InstanceStatus.self, named: name),
                    status.state == .ready, !other.isLeaving(status)
                else { return false }
                return isHere(other) || status.exposed != nil
            }
    }
}
