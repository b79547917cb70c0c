import ConfigurationGraph
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
        let intent = StopIntent(of: name, in: state)
        // Whoever keeps HAProxy sees by it that this isn't to be mended.
        try intent.set()
        let end = ContinuousClock.now + .seconds(30)
        do {
            // An HAProxy that doesn't answer has no requests that could be waited for.
            guard let services = try? await process.relieve(name) else { return }
            for service in services {
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
}
