import ConfigurationGraph
import GraphStore
import Relay
import Runtime

extension Agent {
    /// Where other hosts are to reach an instance on this one: a port of this host's address for each port that they send
    /// requests to, or call. Nothing where this host has told no address.
    func exposures(of assignment: Assignment, besides given: [PublishedPort]) async throws -> [PublishedPort] {
        guard let address = identity?.networkAddress else { return [] }
        var exposed: [PublishedPort] = []
        for port in try portsToExpose(of: assignment).sorted() {
            let found = try await network.exposure(
                of: port, of: assignment.instance.name, at: address, besides: given + exposed)
            if let found { exposed.append(found) }
        }
        return exposed
    }

    /// The ports by which other hosts reach an instance: those that HAProxies send requests to, and where other automatons
    /// call its own, all that it listens on.
    private func portsToExpose(of assignment: Assignment) throws -> Set<NamedPort> {
        guard identity?.networkAddress != nil, assignment.hasOwnNetwork, !assignment.instance.isVariant else {
            return []
        }
        let balanced = Set(try assignment.spec.balancedPorts().map { NamedPort(port: $0.port.port) })
        return assignment.isCalled ? balanced.union(try assignment.spec.listenedPorts()) : balanced
    }

    /// Where other hosts reach an instance that is attached to the network.
    func exposed(_ attachment: Attachment, of assignment: Assignment) throws -> [InstanceStatus.ExposedPort] {
        guard let address = identity?.networkAddress else { return [] }
        let published = try assignment.spec.publishedPorts()
        return attachment.publish.filter { $0.address == address && !published.contains($0) }.map { port in
            InstanceStatus.ExposedPort(
                port: port.port, address: address, hostPort: port.hostPort,
                transport: port.transport == .tcp ? nil : port.transport.rawValue)
        }
    }

    /// Exposes an instance that runs anew where that isn't as it is to be any more: its host has another address, others
    /// call it that didn't, or somebody here publishes a port that it was given.
    ///
    /// - Parameter published: what others on this host publish.
    /// - Returns: whether there is nothing to be done any more; there is while somebody works on the instance.
    func exposeAnew(_ assignment: Assignment, besides published: [PublishedPort]) async throws -> Bool {
        let name = assignment.instance.name
        guard try !isExposedAsItIsToBe(assignment, besides: published),
            network.attachments().contains(where: { $0.instance == name })
        else { return true }
        guard let lock = try state.lockIfFree(instance: name) else { return false }
        defer { withExtendedLifetime(lock) {} }
        try await moveExposures(of: name, besides: published)
        return true
    }

    private func isExposedAsItIsToBe(_ assignment: Assignment, besides published: [PublishedPort]) throws -> Bool {
        let exposed = assignment.status?.exposed ?? []
        return Set(exposed.map(\.named)) == (try portsToExpose(of: assignment))
            && exposed.allSatisfy { $0.address == identity?.networkAddress }
            && !exposed.contains { port in published.contains(where: port.mapped.collides) }
    }

    /// Whether a port of the host leads to an instance only for other hosts' sake: another one would do.
    func isExposure(_ port: PublishedPort, of name: String) -> Bool {
        LaunchRecord.read(of: name, in: state)?.exposed?.contains { $0.mapped.collides(with: port) } ?? false
    }

    /// Has an instance be reached at other ports than those that another is to publish. Whoever works on it is waited for; it
    /// is attached to the network and the other isn't yet, so nobody waits in a circle.
    func yieldExposures(of name: String, to published: [PublishedPort]) async throws {
        try await whileLocked(name) { try await moveExposures(of: name, besides: published) }
    }

    /// The caller holds the instance's lock: what others say of it is read under that, and isn't overwritten by what was so
    /// before.
    private func moveExposures(of name: String, besides taken: [PublishedPort]) async throws {
        let read = try await store.read { view in
            try view.value(Instance.self, named: name) == nil
                ? nil : (try Assignment(of: name, in: view), try view.lastChange(of: NodeID(.instanceStatus, name)))
        }
        guard let (assignment, revision) = read, let revision,
            case .running(let pid, _) = try await runner.status(name), pid == assignment.status?.pid,
            var record = LaunchRecord.read(of: name, in: state), let attachment = attachment(of: name)
        else { return }
        let isSaid = record.exposed == assignment.status?.exposed
        guard try !isSaid || !isExposedAsItIsToBe(assignment, besides: taken) else { return }
        let old = (record.exposed ?? []).map(\.mapped)
        let published = attachment.publish.filter { !old.contains($0) }
        let new = try await exposures(of: assignment, besides: published + taken)
        try await network.publish(published + new, of: name)
        let exposed = try self.attachment(of: name).map { try self.exposed($0, of: assignment) } ?? []
        record.exposed = exposed.isEmpty ? nil : exposed
        try record.write(of: name, in: state)
        try await report(
            assignment, assignment.status?.state ?? .running, pid: pid, record: record,
            ports: try record.spec.publishedPorts(), message: assignment.status?.message,
            if: .unchanged(NodeID(.instanceStatus, name), since: revision))
    }
}

extension InstanceStatus.ExposedPort {
    /// The mapping that makes it.
    fileprivate var mapped: PublishedPort {
        PublishedPort(address: address, hostPort: hostPort, port: port, transport: named.transport)
    }
}

extension HostIdentity {
    /// The host's address in the network of the hosts; nil where it told none.
    fileprivate var networkAddress: String? { address.flatMap { try? ContentAddress(parsing: $0).ip } }
}
