import ConfigurationGraph
import GraphStore
import Overwatch
import Runtime

extension Agent {
    /// Does what follows from an instance's probes: says in the graph whether it is ready, where that says otherwise, and
    /// ends one that failed, so that its restart policy decides what comes next.
    func heed(_ verdict: HealthState.Verdict, of run: HealthBoard.Run) async {
        do {
            switch verdict {
            case .ready: _ = try await report(run, .ready, message: nil)
            case .unready(let reason):
                guard try await report(run, .running, message: "not ready: \(reason)") else { return }
                events(.health(instance: run.instance, verdict: "not ready: \(reason)"))
            case .failed(let reason):
                events(.health(instance: run.instance, verdict: reason))
                try await fail(run)
            }
        } catch {
            guard !Task.isCancelled else { return }
            events(.note("\(run.instance): \(Failure(describing: error).message)"))
        }
    }

    /// Writes a run's state, unless it has ended meanwhile.
    ///
    /// - Returns: whether that is new.
    private func report(_ run: HealthBoard.Run, _ state: InstanceStatus.State, message: String?) async throws -> Bool {
        try await whileLocked(run.instance) {
            guard case .running(run.pid, _) = try await runner.status(run.instance) else { return false }
            let assignment = try await store.read { try Assignment(of: run.instance, in: $0) }
            guard assignment.run == run, assignment.status?.state != state else { return false }
            try await report(
                assignment, state, pid: run.pid, record: LaunchRecord.read(of: run.instance, in: self.state),
                ports: try assignment.spec.publishedPorts(), message: message)
            return true
        }
    }

    /// Ends a run's process as if it had ended by itself: conmon's exit command then does what the restart policy says.
    private func fail(_ run: HealthBoard.Run) async throws {
        guard case .running(run.pid, _) = try await runner.status(run.instance) else { return }
        let assignment = try await store.read { try Assignment(of: run.instance, in: $0) }
        // A process that ends itself with 0 when it is asked to would be done for `onFailure`; this is a failure.
        let signal = assignment.restartPolicy.kind == .onFailure ? "SIGKILL" : assignment.spec.stopSignal
        try await runner.stop(run.instance, signal: signal, grace: assignment.spec.gracePeriod)
    }
}
