import GraphStore
import ConfigurationGraph
import Runtime

extension Agent {
    /// Looks at what really runs, and corrects the statuses that say otherwise: after a power cut, or when conmon was
    /// killed and couldn't call its exit command.
    ///
    /// - Throws: ``Failure`` when the graph can't be read or written.
    func observe() async throws {
        for assignment in try await store.read({ try Assignment.all(in: $0) }) {
            guard let observed = try await observation(of: assignment), observed.state != assignment.status?.state
            else { continue }
            try await report(
                assignment, observed.state, record: LaunchRecord.read(of: assignment.instance.name, in: state),
                exitCode: observed.exitCode, message: observed.message)
        }
    }

    /// What is the case with an instance that the graph believes to run; nil where the graph is right, or where
    /// somebody is just changing it.
    private func observation(
        of assignment: Assignment
    ) async throws -> (state: InstanceStatus.State, exitCode: Int32?, message: String?)? {
        guard let state = assignment.status?.state, [.running, .ready, .starting].contains(state) else { return nil }
        let name = assignment.instance.name
        guard let lock = try self.state.lockIfFree(instance: name) else { return nil }
        defer { withExtendedLifetime(lock) {} }
        let remedy = assignment.instance.isVariant ? "doctor --repair' clears it away" : "up' starts it"
        switch try await runner.status(name) {
        case .running, .created: return nil
        case .lost(let pid?):
            return (.lost, nil, "its monitor is gone; process \(pid) runs on: 'emergence restart \(name)' mends it")
        case .exited(let code, _):
            // As long as its monitor lives, the exit command is at work or about to be.
            guard runner.monitor(of: name) == nil else { return nil }
            return (code == 0 ? .exited : .failed, code, "its monitor was killed: 'emergence \(remedy)")
        case .lost(nil), .absent: return (.lost, nil, "nothing runs: 'emergence \(remedy)")
        }
    }
}
