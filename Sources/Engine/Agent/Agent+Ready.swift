import GraphStore
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
        if let probe = assignment.readinessProbe {
            try await awaitAnswer(probe, of: name, at: record?.address ?? "127.0.0.1", timeout: timeout)
        }
        // Under the lock, as whoever notes that the process ended holds it too: the last word must be the last event's.
        let pid = try await whileLocked(name) {
            guard case .running(let pid, _) = try await runner.status(name) else { throw Self.endedEarly(name) }
            try await report(assignment, .ready, pid: pid, record: record, ports: try assignment.spec.publishedPorts())
            return pid
        }
        // What was ready before is no news.
        guard assignment.status?.state != .ready || assignment.status?.pid != pid else { return }
        events(.ready(instance: name))
    }

    /// Probes until the probe is content, the process has ended, or the time is up, whichever is first.
    private func awaitAnswer(_ probe: Probe, of name: String, at address: String, timeout: Duration) async throws {
        do {
            try await probe.waitUntilReady(
                address: address, deadline: timeout,
                execute: { command in
                    try await runner.exec(name, ExecRequest(arguments: command, interactive: false, silent: true))
                },
                onFailure: { reason in
                    guard case .running = try await runner.status(name) else { throw Self.endedEarly(name) }
                    events(.waiting(instance: name, reason: reason))
                })
        } catch let error as NotReady {
            throw Failure(
                .failed, "\(name) isn't ready after \(timeout): \(error.reason)",
                hint: "'emergence logs \(name)' shows what it says")
        }
    }

    private static func endedEarly(_ name: String) -> Failure {
        Failure(.failed, "\(name) ended before it was ready", hint: "'emergence logs \(name)' shows why")
    }
}
