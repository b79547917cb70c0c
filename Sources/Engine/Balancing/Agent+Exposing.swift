import ConfigurationGraph
import Relay

extension Agent {
    /// Where other hosts' HAProxies are to reach an instance on this one: a port of this host's address for each port that
    /// they send requests to. Nothing where this host has told no address.
    func exposures(of assignment: Assignment, besides given: [PublishedPort]) async throws -> [PublishedPort] {
        guard let address = identity?.networkAddress, !assignment.instance.isVariant else { return [] }
        var exposed: [PublishedPort] = []
        for port in Set(try assignment.spec.balancedPorts().map(\.port.port)).sorted() {
            let found = try await network.exposure(
                of: port, of: assignment.instance.name, at: address, besides: given + exposed)
            if let found { exposed.append(found) }
        }
        return exposed
    }

    /// Where other hosts reach an instance that is attached to the network.
    func exposed(_ attachment: Attachment) -> [InstanceStatus.ExposedPort] {
        guard let address = identity?.networkAddress else { return [] }
        return attachment.publish.filter { $0.address == address && $0.transport == .tcp }
            .map { InstanceStatus.ExposedPort(port: $0.port, address: address, hostPort: $0.hostPort) }
    }
}

extension HostIdentity {
    /// The host's address in the network of the hosts; nil where it told none.
    fileprivate var networkAddress: String? { address.flatMap { try? ContentAddress(parsing: $0).ip } }
}
