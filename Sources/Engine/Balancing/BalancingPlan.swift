import ConfigurationGraph
import Relay

/// What HAProxy should be on a host: a function of what is known of its instances.
enum BalancingPlan {
    /// What is known of one instance.
    struct Candidate: Hashable, Sendable {
        var instance: String
        var automaton: String
        /// Whether it is on this host.
        var isHere: Bool
        var ports: [BalancedPort]
        /// Where each of its own ports is reached from this host; nothing before its first start.
        var ends: [UInt16: Endpoint]
        var state: BalancerConfiguration.Server.State
    }

    /// Where something answers.
    struct Endpoint: Hashable, Sendable {
        var address: String
        var port: UInt16
    }

    /// One service for each port that an automaton publishes by an instance on this host, or was answered for here before,
    /// and behind it all of the automaton's instances that can be reached. Where instances differ in how a port is treated,
    /// the first one by name says: the others are about to be replaced. A port that two automatons want is the first one's.
    static func configuration(for candidates: [Candidate], answered: Set<String> = []) -> BalancerConfiguration {
        var services: [BalancerConfiguration.Service] = []
        let automatons = Dictionary(grouping: candidates, by: \.automaton).sorted { $0.key < $1.key }
        for (automaton, members) in automatons {
            let instances = members.sorted { $0.instance < $1.instance }
            var seen: [PublishedPort] = []
            for balanced in instances.filter({ $0.isHere || answered.contains(automaton) }).flatMap(\.ports) {
                let isTaken = services.contains { $0.listens(on: balanced.port) }
                guard !isTaken, !seen.contains(where: balanced.port.collides) else { continue }
                seen.append(balanced.port)
                services.append(service(balanced, of: automaton, instances))
            }
        }
        return BalancerConfiguration(services: services)
    }

    private static func service(
        _ balanced: BalancedPort, of automaton: String, _ instances: [Candidate]
    ) -> BalancerConfiguration.Service {
        BalancerConfiguration.Service(
            automaton: automaton, address: balanced.port.address, hostPort: balanced.port.hostPort,
            policy: balanced.policy, followsClient: balanced.followsClient, timeout: balanced.timeout,
            retries: balanced.retries, takesProxyProtocol: balanced.takesProxyProtocol,
            servers: instances.compactMap { candidate in
                guard let own = candidate.ports.first(where: { $0.port.collides(with: balanced.port) }),
                    let end = candidate.ends[own.port.port]
                else { return nil }
                return .init(name: candidate.instance, address: end.address, port: end.port, state: candidate.state)
            })
    }
}

extension BalancerConfiguration.Service {
    fileprivate func listens(on port: PublishedPort) -> Bool {
        PublishedPort(address: address, hostPort: hostPort, port: port.port).collides(with: port)
    }
}
