extension Network {
    /// Who has a port of the host already: another instance of this network, another network's port mapping, or a
    /// process that listens; nil if it is free for this instance.
    ///
    /// The portmap plugin doesn't look: it wins over a listener, and lets two have one port.
    public func holder(of port: PublishedPort, for instance: String) async throws(RelayError) -> PortHolder? {
        let rules = try await iptables?.rules() ?? []
        return holder(of: port, for: instance, rules: rules, listeners: Listener.all())
    }

    /// The ports by which other hosts reach instances: below those that the kernel gives to connections.
    public static let exposedPorts: ClosedRange<UInt16> = 20_000...24_999

    /// A free port of one of the host's addresses, to lead to a port of an instance: the same again as long as it is free.
    ///
    /// - Parameter given: what the instance is to have besides.
    /// - Returns: nil if none is free.
    public func exposure(
        of port: NamedPort, of instance: String, at address: String, besides given: [PublishedPort]
    ) async throws(RelayError) -> PublishedPort? {
        let rules = try await iptables?.rules() ?? []
        let listeners = Listener.all()
        let range = Self.exposedPorts
        let first = Int(Subnet.hash("\(instance):\(port)") % UInt64(range.count))
        for step in 0..<range.count {
            let hostPort = range.lowerBound + UInt16((first + step) % range.count)
            let candidate = PublishedPort(
                address: address, hostPort: hostPort, port: port.port, transport: port.transport)
            guard !given.contains(where: candidate.collides),
                holder(of: candidate, for: instance, rules: rules, listeners: listeners) == nil
            else { continue }
            return candidate
        }
        return nil
    }

    func checkPorts(_ publish: [PublishedPort], instance: String, rules: [String]) throws(RelayError) {
        guard !publish.isEmpty else { return }
        let listeners = Listener.all()
        for (place, port) in publish.enumerated() {
            if publish[..<place].contains(where: port.collides) {
                throw .portTaken(port: port, holder: .instance(instance))
            }
            if let holder = holder(of: port, for: instance, rules: rules, listeners: listeners) {
                throw .portTaken(port: port, holder: holder)
            }
        }
    }

    private func holder(
        of port: PublishedPort, for instance: String, rules: [String], listeners: [Listener]
    ) -> PortHolder? {
        let neighbour = attachments().first { other in
            other.instance != instance && other.publish.contains(where: port.collides)
        }
        if let neighbour { return .instance(neighbour.instance) }
        let mapping = OwnRules.mappings(in: rules).first { $0.port.collides(with: port) }
        if let mapping, (mapping.network, mapping.container) != (bridge, instance) {
            return mapping.network == bridge
                ? .instance(mapping.container) : .mapping(network: mapping.network, container: mapping.container)
        }
        return listeners.first { $0.holds(port) }?.holder()
    }
}
