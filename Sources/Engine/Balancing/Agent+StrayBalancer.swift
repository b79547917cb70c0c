import ConfigurationGraph
import Relay
import Runtime

extension Agent {
    /// The HAProxy that a killed `serve` or `agent` left, at whose ports no instance answers any more; empty where there is
    /// none, and where somebody keeps it.
    var strayBalancerProcesses: [Int32] {
        let isWanted = bundles().contains { name in
            guard let spec = LaunchRecord.read(of: name, in: state)?.spec else { return false }
            return (try? spec.balancedPorts().isEmpty) == false
        }
        guard !isWanted, case let processes = balancerProcesses, !processes.isEmpty else { return [] }
        // Whoever gets the lock knows that nobody has it; it is given back at once.
        guard let lock = try? state.lockServing() else { return [] }
        return withExtendedLifetime(lock) { processes }
    }

    /// Clears away what instances had together, where it isn't needed any more: the network, and an HAProxy that nobody
    /// keeps.
    ///
    /// - Throws: `RelayError` if the kernel or iptables refuses.
    func clearAwayShared() async throws {
        if !strayBalancerProcesses.isEmpty, let lock = try state.lockServing() {
            defer { withExtendedLifetime(lock) {} }
            await (try? BalancerProcess(folder: balancerFolder))?.end(within: .seconds(1))
        }
        if bundles().isEmpty { try await network.cleanUp() }
    }
}
