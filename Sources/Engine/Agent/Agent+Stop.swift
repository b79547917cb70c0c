import ConfigurationGraph
import OCI
import Relay
import Runtime

extension Agent {
    /// Stops an instance that runs, as its configuration says: its signal, its grace period, then SIGKILL.
    ///
    /// - Throws: ``Failure`` when it can't be stopped.
    func stop(_ assignment: Assignment) async throws {
        let name = assignment.instance.name
        try await whileLocked(name) {
            guard bundles().contains(name) else { return }
            events(.stopping(instance: name))
            let monitor = runner.monitor(of: name)
            try await whileRelieved(assignment) { try await end(assignment, keepLog: true) }
            try await monitor?.waitForEnd(within: .seconds(5))
            try await report(assignment, .stopped)
            events(.stopped(instance: name))
        }
    }

    /// Stops instances and clears away all that they had but their volumes; several at once.
    ///
    /// - Throws: ``Failure`` when one can't be stopped.
    func takeDown(_ assignments: [Assignment]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for assignment in assignments {
                group.addTask {
                    let name = assignment.instance.name
                    events(.stopping(instance: name))
                    let monitor = runner.monitor(of: name)
                    try await whileLocked(name) { try await end(assignment, keepLog: false) }
                    try await monitor?.waitForEnd(within: .seconds(5))
                    events(.removed(instance: name))
                }
            }
            try await group.waitForAll()
        }
        try await clearAwayShared()
    }

    /// Ends an instance's process and clears away all that it ran in. The caller holds the instance's lock.
    func end(_ assignment: Assignment, keepLog: Bool) async throws {
        try await dismantle(
            assignment.instance.name, grace: assignment.spec.gracePeriod, signal: assignment.spec.stopSignal,
            keepLog: keepLog)
    }

    /// Ends a process and clears away its container, network, mounts and bundle, whatever of them is there.
    func dismantle(_ name: String, grace: Duration, signal: String, keepLog: Bool) async throws {
        guard bundles().contains(name) else { return }
        let intent = StopIntent(of: name, in: state)
        try intent.set()
        try await runner.stop(name, signal: signal, grace: grace)
        try await network.detach(instance: name)
        try await runner.remove(name, keepLog: keepLog)
        if !keepLog { intent.clear() }
    }
}

extension RuntimeSpecNode {
    /// What ends its process kindly.
    var stopSignal: String { parameters["orchestrator.stop.signal"]?.string ?? "SIGTERM" }

    /// How long its process may take to end.
    var gracePeriod: Duration { .seconds(parameters["orchestrator.stop.gracePeriod"]?.seconds ?? 10) }
}
