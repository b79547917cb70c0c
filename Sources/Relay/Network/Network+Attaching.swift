import OCI

extension Network {
    /// Gives an instance its address and publishes its ports.
    ///
    /// Its last address is given again if that is free. An older attachment of the same instance is undone first.
    /// If this fails, nothing stays of it.
    ///
    /// - Parameter namespacePath: where the instance's network namespace is mounted.
    /// - Throws: ``RelayError/unavailable(reason:)``, ``RelayError/portTaken(port:holder:)``, or whatever the plugins
    ///   and the kernel refuse.
    public func attach(
        instance: String, namespacePath: String, publish: [PublishedPort] = []
    ) async throws(RelayError) -> InstanceAddress {
        guard unavailableReason == nil, let plugins, let iptables else {
            throw .unavailable(reason: unavailableReason ?? "")
        }
        return try await HostLock.whileHeld(plugins) { () async throws(RelayError) in
            if let old = attachmentRecords.read(Attachment.self, instance) { try await undo(old, plugins: plugins) }
            let rules = HostLinks.index(of: bridge) != nil && publish.isEmpty ? [] : try await iptables.rules()
            try checkPorts(publish, instance: instance, rules: rules)
            var record = try await prepare(iptables: iptables, rules: rules)
            return try await add(instance, namespacePath, publish, record: &record, plugins: plugins)
        }
    }

    /// Runs the chain, and writes down what it did before and after.
    private func add(
        _ instance: String, _ namespacePath: String, _ publish: [PublishedPort], record: inout NetworkRecord,
        plugins: String
    ) async throws(RelayError) -> InstanceAddress {
        guard let subnet = IPv4Network(record.subnet) else { throw .noSubnet }
        let held = attachments().map(\.address) + (record.virtual ?? [:]).values
        let taken = Set(held.compactMap { IPv4Address($0) })
        let remembered = record.addresses.compactMapValues { IPv4Address($0) }
        guard let address = Subnet.address(in: subnet, for: instance, remembered: remembered, taken: taken) else {
            throw .noAddress(network: record.subnet)
        }
        var attachment = Attachment(
            instance: instance, namespace: namespacePath, publish: publish, address: "\(address)")
        try attachmentRecords.write(attachment, instance)
        let target = CNIPlugin.Target(
            container: instance, namespace: namespacePath, interface: Self.interface,
            arguments: ["IP": "\(address)", "MAC": address.hardwareAddress, "IgnoreUnknown": "1"])
        do throws(RelayError) {
            let result = try await chain(subnet: subnet, publish: publish, plugins: plugins).add(target)
            attachment.result = result
            try attachmentRecords.write(attachment, instance)
            record.addresses[instance] = attachment.address
            try records.write(record, "network")
            return try Self.address(result)
        } catch {
            try? await undo(attachment, plugins: plugins)
            throw error
        }
    }

    /// Makes the bridge with the host's baseline and the masquerading rule, unless they are there. A bridge whose
    /// record was lost is made anew.
    private func prepare(iptables: IPTables, rules: [String]) async throws(RelayError) -> NetworkRecord {
        if HostLinks.index(of: bridge) != nil, let record { return record }
        let used = HostNetworks.all()
        var addresses = record?.addresses ?? [:]
        var virtual = record?.virtual
        var subnet = record.flatMap { IPv4Network($0.subnet) }
        if subnet.map({ kept in used.contains(where: kept.overlaps) }) ?? true {
            subnet = Subnet.choose(seed: seed, avoiding: used)
            addresses = [:]
            virtual = nil
        }
        guard let subnet else { throw .noSubnet }
        let record = NetworkRecord(bridge: bridge, subnet: "\(subnet)", addresses: addresses, virtual: virtual)
        try records.write(record, "network")
        let portChains = rules.contains { $0.hasPrefix("-N CNI-HOSTPORT-") }
        let baseline = HostBaseline.of(bridge: bridge) ?? HostBaseline.current(portChains: portChains)
        if let stale = HostLinks.index(of: bridge) { try Netlink.removeLink(index: stale) }
        try Netlink.makeBridge(bridge, alias: baseline.alias)
        if !rules.contains(where: { $0.contains(ruleComment) && $0.contains("\(subnet)") }) {
            try await iptables.append(
                ["POSTROUTING", "-s", "\(subnet)", "!", "-o", bridge, "-m", "comment", "--comment", ruleComment]
                    + ["-j", "MASQUERADE"])
        }
        return record
    }

    /// What our own rules carry, to be known by.
    var ruleComment: String { "emergence:\(bridge)" }

    private static func address(_ result: CNIResult) throws(RelayError) -> InstanceAddress {
        guard let given = result.ips?.first, let address = given.address.split(separator: "/").first else {
            throw .system(action: "attach an instance", reason: "the plugins gave no address")
        }
        return InstanceAddress(
            address: String(address), gateway: given.gateway ?? "", interface: Self.interface)
    }
}
