extension Network {
    /// Who has a port of the host already: another instance of this network, another network's port mapping, or a
    /// process that listens; nil if it is free for this instance.
    ///
    /// The portmap plugin doesn't look: it wins over a listener, and lets two have one port.
    public func holder(of port: PublishedPort, for instance: String) async throws(RelayError) -> PortHolder? {
        let rules = try await iptables?.rules() ?? []
        return holder(of: port, for: instance, rules: rules, listeners: Listener.all())
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
