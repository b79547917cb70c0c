import ConfigurationGraph
import GraphStore
import Processes
import Relay
import Runtime

extension Agent {
    /// Does work as the only process that watches this state directory. Afterwards the published ports lead to instances
    /// as where nobody watches.
    ///
    /// - Throws: ``Failure`` where another watches; what the work throws, unless the task was cancelled.
    func whileWatching(_ balancer: Balancer?, _ work: () async throws -> Void) async throws {
        guard let lock = try await patiently({ try state.lockServing() }) else {
            throw Failure(
                .unavailable, "another 'emergence serve' or 'agent' watches \(state.path)",
                hint: "end it first, or name another folder with --state-dir")
        }
        defer { withExtendedLifetime(lock) {} }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
        let retired: Result<Void, any Error>
        do {
            if let balancer { try await uncancelled { try await retire(balancer) } }
            retired = .success(())
        } catch {
            retired = .failure(error)
        }
        if case .failure(let error) = outcome, !(error is CancellationError), !Task.isCancelled { throw error }
        try retired.get()
    }

    /// The keeper of HAProxy; nil where there is none, which is said, as all else goes on without.
    func optionalBalancer(_ log: TrafficLog) -> Balancer? {
        do {
            return try Balancer(folder: balancerFolder, log: log.target)
        } catch {
            events(.note("\(error): a port that is published for HTTP leads to one instance on this host"))
            return nil
        }
    }

    /// Ends HAProxy, once its ports lead to instances again.
    private func retire(_ balancer: Balancer) async throws {
        let balanced: [Assignment]
        do {
            balanced = try await store.read { view in
                try Assignment.all(of: self, in: view).filter { try !$0.spec.balancedPorts().isEmpty }
            }
        } catch {
            await balancer.end()
            throw error
        }
        // A mapping wins over a listener, so there is no moment in which nobody answers. An instance that was started
        // meanwhile left its ports to HAProxy; so what is missing is looked for once more.
        try? await takePortsBack(balanced)
        await balancer.end()
        try await takePortsBack(balanced)
    }
}
