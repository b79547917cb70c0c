import ConfigurationGraph
import Orchestrator
import Relay

extension Agent {
    /// Ends those instances that are to be replaced and have a port that another is to publish from now on: else the one
    /// would have to wait for the other, and two that change ports both would.
    ///
    /// - Throws: ``Failure`` when one can't be ended, or what it reads can't be opened.
    func yieldPorts(among assignments: [Assignment]) async throws {
        let wanted = try assignments.map { ($0.automaton.name, try $0.spec.publishedPorts()) }
            .filter { !$0.1.isEmpty }
        guard !wanted.isEmpty else { return }
        for assignment in assignments {
            let name = assignment.instance.name
            guard let launched = LaunchRecord.read(of: name, in: state),
                SpecDifference(from: launched.spec, to: assignment.spec).needsRestart
            else { continue }
            let held = try launched.spec.publishedPorts()
            let isWanted = wanted.contains { other, ports in
                other != assignment.automaton.name
                    && ports.contains { port in held.contains { $0.collides(with: port) } }
            }
            guard isWanted else { continue }
            _ = try await secrets(for: assignment)
            try await whileLocked(name) { try await end(assignment, keepLog: true) }
        }
    }
}
