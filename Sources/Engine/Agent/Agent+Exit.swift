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
        guard state.intent(of: name) != .stop else { return }
        var attempt: (delay: Duration, restarts: Int)?
        try await state.withLock(on: name) {
            attempt = try await settleExit(of: name)
        }
        while let next = attempt {
            try await Task.sleep(for: next.delay)
            attempt = try await state.withLock(on: name) { try await restart(name, restarts: next.restarts) }
        }
    }

    /// Reports how a process ended and decides what comes next; nil if nothing does.
    private func settleExit(of name: String) async throws -> (delay: Duration, restarts: Int)? {
        guard state.intent(of: name) != .stop, case .exited(let code) = try await runner.status(name) else { return nil }
        let assignment = try await store.read { try Assignment(of: name, in: $0) }
        guard assignment.instance.desired == .running else { return nil }
        let record = LaunchRecord.read(of: name, in: state)
        let decision = assignment.restartPolicy.decide(
            exitCode: code, restarts: record?.restarts ?? 0,
            ranFor: .seconds(Date().timeIntervalSince1970 - (record?.startedAt ?? 0)))
        switch decision {
        case .restart(let delay, let restarts):
            try await report(
                assignment, .backingOff, record: record, exitCode: code, message: "starts anew in \(delay)")
            return (delay, restarts)
        case .stay(let reason):
            try await report(
                assignment, code == 0 ? .exited : .failed, record: record, exitCode: code, message: reason)
            return nil
        }
    }

    /// Starts an instance anew after its back-off, unless somebody has stopped or started it meanwhile.
    private func restart(_ name: String, restarts: Int) async throws -> (delay: Duration, restarts: Int)? {
        guard state.intent(of: name) != .stop, case .exited = try await runner.status(name) else { return nil }
        let assignment = try await store.read { try Assignment(of: name, in: $0) }
        guard assignment.instance.desired == .running else { return nil }
        try await launch(assignment, restarts: restarts)
        return nil
    }
}
