import ConfigurationGraph
import GraphStore
import Runtime

extension Agent {
    /// Whether an instance will write nothing more: it was removed, or ended and nobody is about to start it anew.
    ///
    /// - Throws: ``Failure`` when the graph can't be read.
    func isOver(_ name: String) async throws -> Bool {
        // Whoever holds its lock may be about to start it anew.
        guard let lock = try state.lockIfFree(instance: name) else { return false }
        defer { withExtendedLifetime(lock) {} }
        switch try await runner.status(name) {
        case .created, .running: return false
        // What it writes without a monitor goes nowhere.
        case .lost: return true
        // As long as its monitor lives, the exit command is at work or waits for the back-off.
        case .exited: return runner.monitor(of: name) == nil
        case .absent: break
        }
        let (instance, state) = try await store.read { view in
            (
                try view.value(Instance.self, named: name),
                try view.value(InstanceStatus.self, named: name)?.state
            )
        }
        guard let instance, instance.desired == .running, let state else { return true }
        // It is just being replaced, unless its last word was an end.
        return [.exited, .failed, .lost].contains(state)
    }
}
