import ConfigurationGraph
import GraphStore
import Relay
import Runtime

extension Agent {
    /// Has HAProxy send an instance that is about to be ended no new request, where other instances are there for them, and
    /// waits until it has none any more; half a minute at the most. The caller holds the instance's lock.
    ///
    /// - Throws: what the file system throws, `CancellationError`.
    func relieve(_ assignment: Assignment) async throws {
        let name = assignment.instance.name
        // What it has for itself alone must be free soon.
        guard assignment.exclusive.isEmpty, !assignment.instance.isVariant, bundles().contains(name),
            try !assignment.spec.balancedPorts().isEmpty,
            let process = try? BalancerProcess(folder: balancerFolder), await process.answers()
        else { return }
        let services = try await replaceable(assignment, in: process)
        guard !services.isEmpty else { return }
        let intent = StopIntent(of: name, in: state)
        // Whoever keeps HAProxy sees by it that this isn't to be mended.
        try intent.set()
        do {
            try? await process.perform(services.map { .set(server: "\($0)/\(name)", .draining) })
            let end = ContinuousClock.now + .seconds(30)
            for service in services {
                // An HAProxy that doesn't answer has no requests that could be waited for.
                while let count = try? await process.requests(at: name, of: service), count > 0,
                    ContinuousClock.now < end
                {
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        } catch {
            intent.clear()
            throw error
        }
    }

    /// The services in which others answer for an instance. Where one of them is ready that HAProxy doesn't send requests to
    /// yet, as who keeps it looks from time to time, that is waited for.
    private func replaceable(_ assignment: Assignment, in process: BalancerProcess) async throws -> [String] {
        let name = assignment.instance.name
        let isAnyReady = try await store.read { try hasStandIn(assignment, in: $0) }
        let end = ContinuousClock.now + .seconds(10)
        while true {
            guard let services = try? await process.services(of: name) else { return [] }
            guard isAnyReady, services.values.contains(false), ContinuousClock.now < end else {
                return services.filter(\.value).map(\.key).sorted()
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
