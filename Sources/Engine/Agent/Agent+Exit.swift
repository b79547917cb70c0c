import GraphStore
import ConfigurationGraph
import Foundation
import Overwatch
import Runtime

extension Agent {
    /// What conmon's exit command does when an instance's process has ended: writes the status and applies the restart
    /// policy. It is all that is needed for restarts while no process of Emergence runs.
    ///
    /// - Throws: ``Failure`` when the instance should be started anew and can't be.
    func handleExit(of name: String) async throws {
        guard !StopIntent(of: name, in: state).isSet else { return }
        if try await endIfVariant(name) { return }
        let next = try await whileLocked(name) { try await settleExit(of: name) }
        guard let next else { return }
        try await runner.waitWhileEnded(name, for: next.delay)
        try await whileLocked(name) { try await restart(name, restarts: next.restarts) }
    }

    /// Reports how a process ended and decides what comes next; nil if nothing does.
    private func settleExit(of name: String) async throws -> (delay: Duration, restarts: Int)? {
        guard let (assignment, code, finishedAt) = try await ended(name) else { return nil }
        let record = LaunchRecord.read(of: name, in: state)
        // When it ended, not when that is heard of: a busy machine mustn't make a short run look like a stable one.
        let ran = finishedAt.timeIntervalSince1970 - (record?.startedAt ?? 0)
        let policy = assignment.restartPolicy
        let history = RestartHistory(restarts: record?.restarts ?? 0)
        switch policy.decide(ProcessEnd(exitCode: code, seconds: ran), history: history) {
        case .restart(let delay):
            try await report(
                assignment, .backingOff, record: record, exitCode: code, message: "starts anew in \(delay)")
            return (delay, history.restarted(by: policy, afterRunning: ran).restarts)
        case .giveUp(let reason):
            try await report(assignment, .failed, record: record, exitCode: code, message: reason)
        case .none:
            try await report(assignment, code == 0 ? .exited : .failed, record: record, exitCode: code)
        }
        return nil
    }

    /// Starts an instance anew after its back-off, unless somebody has stopped or started it meanwhile.
    private func restart(_ name: String, restarts: Int) async throws {
        guard let (assignment, _, _) = try await ended(name) else { return }
        try await launch(assignment, restarts: restarts)
    }

    /// Whether this is still its host: among many it must have its lease, and before that runs out for what holds an
    /// exclusive volume.
    private func mayStart(_ assignment: Assignment) async throws -> Bool {
        guard let identity else { return true }
        let lease = try await store.lease(HostLease.name(of: identity.name))
        guard let lease, lease.epoch == identity.epoch else { return false }
        guard !assignment.exclusive.isEmpty else { return true }
        return WatchdogWord(in: state).read().map { BootClock.now < $0 } ?? false
    }

    /// The assignment of an instance whose process ended though it should run, its exit code, and when it ended.
    private func ended(_ name: String) async throws -> (Assignment, Int32, Date)? {
        guard !StopIntent(of: name, in: state).isSet,
            case .exited(let code, let finishedAt) = try await runner.status(name)
        else { return nil }
        let assignment = try await store.read { view in
            try view.node(NodeID(.instance, name)) == nil ? nil : try Assignment(of: name, in: view)
        }
        guard let assignment, isWantedHere(assignment.instance), try await mayStart(assignment) else { return nil }
        return (assignment, code, finishedAt)
    }
}
