import ConfigurationGraph
import Overwatch
import Runtime

extension Agent {
    /// Waits until an instance answers its readiness probe; at once where it has none.
    ///
    /// - Throws: ``Failure`` when its process ends meanwhile, or the time is up, with what the probe last saw.
    func waitUntilReady(_ name: String, timeout: Duration) async throws {
        let assignment = try await store.read { try Assignment(of: name, in: $0) }
        let record = LaunchRecord.read(of: name, in: state)
        if let probe = try assignment.readinessProbe(address: record?.address ?? "127.0.0.1") {
            events(.waiting(instance: name, reason: "\(probe)"))
            try await probed(probe, of: name, timeout: timeout)
        }
        guard case .running(let pid, _) = try await runner.status(name) else {
            throw Failure(.failed, "\(name) ended before it was ready", hint: "'emergence logs \(name)' shows why")
        }
        try await report(
            assignment, .ready, pid: pid, record: record, ports: try assignment.publishedPorts())
        events(.ready(instance: name))
    }

    /// Probes until the probe is content, the process ends, or the time is up, whichever is first.
    private func probed(_ probe: Probe, of name: String, timeout: Duration) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await probe.waitUntilReady(timeout: timeout) }
            group.addTask {
                try await runner.waitForExit(name)
                throw Failure(
                    .failed, "\(name) ended before it was ready", hint: "'emergence logs \(name)' shows why")
            }
            defer { group.cancelAll() }
            do {
                try await group.next()
            } catch let error as ProbeError {
                throw Failure(
                    .failed, "\(name) isn't ready after \(timeout): \(error)",
                    hint: "'emergence logs \(name)' shows what it says")
            }
        }
    }
}
