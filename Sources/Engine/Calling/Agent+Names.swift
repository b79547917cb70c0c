import ConfigurationGraph
import GraphStore
import Relay
import Runtime

extension Agent {
    /// The addresses that stand for the automatons which an instance calls, of those that have more instances than an address
    /// on this host leads to. Where no process keeps them leading anywhere there are none.
    func virtualAddresses(for assignment: Assignment) async throws -> [String: String] {
        guard identity != nil else { return [:] }
        var addresses: [String: String] = [:]
        for peer in assignment.peers where peer.isSpread {
            let isDeclared = try await store.read { try !Callee.ports(of: peer.automaton, in: $0).isEmpty }
            // What it listens on nobody knows, so it is called where it is.
            guard isDeclared else { continue }
            do {
                addresses[peer.automaton] = try await network.virtualAddress(of: peer.automaton)
            } catch RelayError.noAddress {
                // It is called where it is; whoever watches the host says why.
                continue
            }
        }
        return addresses
    }

    /// Tells the running instances that call this one by name where it is now.
    func introduce(_ assignment: Assignment, at address: String?) async throws {
        guard let address, !assignment.instance.isVariant else { return }
        let dependants = try await store.read { view in
            try view.edges(to: assignment.automaton.id).filter { $0.label == .uses }
                .flatMap { try view.edges(to: $0.from) }.filter { $0.label == .instanceOf }
                .map { try Assignment(of: $0.from.name, in: view) }
        }
        for var dependant in dependants {
            guard let own = attachment(of: dependant.instance.name)?.address else { continue }
            for index in dependant.peers.indices where dependant.peers[index].automaton == assignment.automaton.name {
                dependant.peers[index].address = address
            }
            try tellNames(dependant, at: own, virtual: try await virtualAddresses(for: dependant))
        }
    }

    /// Writes the names that an instance knows into its /etc/hosts.
    func tellNames(_ assignment: Assignment, at address: String, virtual: [String: String]) throws {
        try NameFiles(folder: state.instance(assignment.instance.name))
            .rewrite(assignment.hosts(address: address, virtual: virtual))
    }
}
