import ConfigurationGraph
import GraphStore
import Runtime

extension Agent {
    /// Writes what is the case with the instances of a graph that was just restored: what runs, though the graph knows
    /// nothing of it, and what doesn't, though the graph believes so.
    ///
    /// - Throws: ``Failure`` when the graph can't be read or written.
    func recognize() async throws {
        for name in try await store.read({ try instanceNames(in: $0) }) {
            guard let lock = try state.lockIfFree(instance: name) else { continue }
            defer { withExtendedLifetime(lock) {} }
            try await recognize(name)
        }
        try await observe()
    }

    /// The caller holds the instance's lock.
    private func recognize(_ name: String) async throws {
        guard case .running(let pid, _) = try await runner.status(name),
            let record = LaunchRecord.read(of: name, in: state)
        else { return }
        var assignment = try await store.read { try Assignment(of: name, in: $0) }
        guard assignment.status?.pid != pid else { return }
        // It runs with what it was started with, whatever the graph wants by now.
        assignment.spec = record.spec
        try await report(assignment, .running, pid: pid, record: record, ports: try assignment.spec.publishedPorts())
    }
}
