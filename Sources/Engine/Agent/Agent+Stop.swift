import ConfigurationGraph
import Foundation
import Runtime

extension Agent {
    /// Stops an instance that runs, as its configuration says: its signal, its grace period, then SIGKILL.
    ///
    /// - Throws: ``Failure`` when it can't be stopped.
    func stop(_ assignment: Assignment) async throws {
        let name = assignment.instance.name
        try await state.withLock(on: name) {
            guard state.exists(name) else { return }
            events(.stopping(instance: name))
            try await end(assignment)
            try await report(assignment, .stopped)
            events(.stopped(instance: name))
        }
    }

    /// Ends an instance's process and clears away all that it ran in. The caller holds the instance's lock.
    func end(_ assignment: Assignment) async throws {
        try await dismantle(
            assignment.instance.name, grace: assignment.gracePeriod, signal: assignment.stopSignal)
    }

    /// Ends a process and clears away its container, network, mounts and bundle, whatever of them is there.
    ///
    /// The intent is written first: the exit command that the end of the process calls sees it and starts nothing.
    func dismantle(_ name: String, grace: Duration, signal: String) async throws {
        guard state.exists(name) else { return }
        try state.markIntent(.stop, of: name)
        try await runner.stop(name, signal: signal, grace: grace)
        try await network.detach(instance: name)
        try await runner.remove(name)
        if try state.instanceNames().isEmpty { try await network.cleanUp() }
    }
}

extension Assignment {
    /// What ends its process kindly.
    var stopSignal: String { parameter("orchestrator.stop.signal")?.string ?? "SIGTERM" }

    /// How long its process may take to end.
    var gracePeriod: Duration { .seconds(parameter("orchestrator.stop.gracePeriod")?.seconds ?? 10) }
}
