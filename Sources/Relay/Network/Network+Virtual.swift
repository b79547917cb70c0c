import Processes

extension Network {
    /// The address of the bridge that stands for a service, the same for as long as the network is in its range. It is given
    /// at the first question.
    ///
    /// - Returns: nil while no instance is attached, as there is no bridge then.
    /// - Throws: ``RelayError/noAddress(network:)`` once all addresses are given out, what the kernel or iptables refuses.
    public func virtualAddress(of service: String) async throws(RelayError) -> String? {
        if let given = record?.virtual?[service].flatMap({ IPv4Address($0) }),
            HostNetworks.addresses(of: bridge).contains(given)
        {
            return "\(given)"
        }
        guard let plugins else { return nil }
        return try await uncancelled { () async throws(RelayError) in
            try await HostLock.whileHeld(plugins) { () async throws(RelayError) in
                try await giveVirtualAddress(to: service)
            }
        }
    }

    private func giveVirtualAddress(to service: String) async throws(RelayError) -> String? {
        guard var record, let subnet = IPv4Network(record.subnet), let index = HostLinks.index(of: bridge),
            let iptables,
            // The plugin takes the first address of a bridge for its own.
            case let present = HostNetworks.addresses(of: bridge), present.contains(subnet.address(at: 1))
        else { return nil }
        var given = record.virtual ?? [:]
        let held = attachments().map(\.address) + given.values
        let next = Subnet.virtualAddress(
            in: subnet, remembered: Set(record.addresses.values.compactMap { IPv4Address($0) }),
            taken: Set(held.compactMap { IPv4Address($0) }))
        guard let address = given[service].flatMap({ IPv4Address($0) }) ?? next else {
            throw .noAddress(network: record.subnet)
        }
        if !present.contains(address) {
            // It is known before it leads anywhere.
            try await refuseStrays(to: VirtualRules(bridge: bridge, subnet: subnet, comment: ruleComment), by: iptables)
            try Netlink.addAddress(address, toLink: index)
        }
        given[service] = "\(address)"
        record.virtual = given
        try records.write(record, "network")
        return "\(address)"
    }

    /// Makes the virtual addresses lead to what these services say, and nowhere else. Connections that there are stay where
    /// they were led.
    ///
    /// - Throws: ``RelayError`` if iptables refuses; what was led to before still is.
    public func lead(to services: [VirtualService]) async throws(RelayError) {
        guard (record?.services ?? []) != services, let plugins else { return }
        try await uncancelled { () async throws(RelayError) in
            try await HostLock.whileHeld(plugins) { () async throws(RelayError) in
                guard var record, let subnet = IPv4Network(record.subnet), HostLinks.index(of: bridge) != nil,
                    let iptables
                else { return }
                let rules = VirtualRules(bridge: bridge, subnet: subnet, comment: ruleComment)
                try await refuseStrays(to: rules, by: iptables)
                try await iptables.restore(rules.lines(for: services, besides: iptables.rules()))
                record.services = services.isEmpty ? nil : services
                try records.write(record, "network")
            }
        }
    }

    private func refuseStrays(to rules: VirtualRules, by iptables: IPTables) async throws(RelayError) {
        try await iptables.restore(rules.refusals(besides: iptables.rules(in: .filter)), in: .filter)
    }

    /// Takes the addresses back that stand for other services than these. Nothing leads there any more.
    ///
    /// - Throws: ``RelayError`` if the kernel refuses.
    public func forget(besides services: Set<String>) async throws(RelayError) {
        guard record?.virtual?.keys.contains(where: { !services.contains($0) }) ?? false, let plugins else { return }
        try await uncancelled { () async throws(RelayError) in
            try await HostLock.whileHeld(plugins) { () async throws(RelayError) in
                guard var record, let index = HostLinks.index(of: bridge) else { return }
                for (service, address) in record.virtual ?? [:] where !services.contains(service) {
                    if let address = IPv4Address(address) { try Netlink.removeAddress(address, fromLink: index) }
                    record.virtual?[service] = nil
                }
                try records.write(record, "network")
            }
        }
    }
}
