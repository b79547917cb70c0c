import GraphStore
import ConfigurationGraph
import Runtime

extension Agent {
    /// Looks at what really runs, and corrects the statuses that say otherwise: after a power cut, or when conmon was
    /// killed and couldn't call its exit command.
    ///
    /// - Throws: ``Failure`` when the graph can't be read or written.
    func observe() async throws {
        let believed = try await store.read { view in
            try instanceNames(in: view).filter { name in
                try view.value(InstanceStatus.self, named: name).map(Self.isBelievedToRun) ?? false
            }
        }
        for name in believed { try await correct(name) }
    }

    private static func isBelievedToRun(_ status: InstanceStatus) -> Bool {
        [.running, .ready, .starting].contains(status.state)
    }

    /// Says what is the case with an instance that the graph wrongly believes to run; nothing where somebody is just
    /// changing it.
    private func correct(_ name: String) async throws {
        guard let lock = try state.lockIfFree(instance: name) else { return }
        defer { withExtendedLifetime(lock) {} }
        // Read again under the lock: whoever had it may have said how the process ended, and that is the last word.
        let current = try await store.read { view -> Assignment? in
            guard let status = try view.value(InstanceStatus.self, named: name), Self.isBelievedToRun(status) else {
                return nil
            }
            return try Assignment(of: name, in: view)
        }
        guard let assignment = current, let observed = try await observation(of: assignment),
            observed.state != assignment.status?.state
        else { return }
        try await report(
            assignment, observed.state, record: LaunchRecord.read(of: name, in: state),
            exitCode: observed.exitCode, message: observed.message)
    }

    /// What is the case with an instance that the graph believes to run; nil where the graph is right. The caller holds
    /// the instance's lock.
    private func observation(
        of assignment: Assignment
    ) async throws -> (state: InstanceStatus.State, exitCode: Int32?, message: String?)? {
        let name = assignment.instance.name
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
