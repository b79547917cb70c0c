import ConfigurationGraph
import GraphStore
import OCI
import Overwatch
import Runtime

extension Engine {
    /// The automatons of which something was asked that only `serve` does, while none runs: later probes, and another
    /// number of instances. Nothing is said of what may not be looked at.
    ///
    /// - Throws: ``Failure`` when the graph can't be read.
    public func unwatchedAutomatons() async throws -> [String] {
        try await reportingFailures {
            // Whoever gets the lock knows that nobody has it; it is given back at once.
            let lock = try? StateDirectory(settings.stateDirectory).lockServing()
            guard lock != nil else { return [] }
            // Where there are many hosts the controller says how many instances there are.
            guard try await store.attendedHosts().isEmpty else { return [] }
            let names = try await store.read { view in
                try Assignment.all(in: view).filter { assignment in
                    assignment.instance.desired == .running && !assignment.instance.isVariant
                        && (assignment.isScaled || assignment.probes[.liveness] != nil
                            || assignment.probes[.startup] != nil)
                }.map(\.automaton.name)
            }
            return Set(names).sorted()
        }
    }
}

extension Assignment {
    /// Whether its automaton may have another number of instances than one.
    fileprivate var isScaled: Bool {
        parameter("orchestrator.instances.min")?.integer ?? 1 != 1
            || parameter("orchestrator.instances.max")?.integer ?? 1 > 1
    }
}
