import Glibc
import Processes

extension Network {
    /// Takes an instance's address and ports away; one that isn't attached is no error, nor is a namespace or a
    /// process that is gone.
    ///
    /// - Throws: ``RelayError`` if a plugin or iptables refuses; the attachment is then still on record.
    public func detach(instance: String) async throws(RelayError) {
        guard let attachment = attachmentRecords.read(Attachment.self, instance) else { return }
        guard let plugins else { return attachmentRecords.remove(instance) }
        try await uncancelled { () async throws(RelayError) in
            try await HostLock.whileHeld(plugins) { () async throws(RelayError) in
                try await undo(attachment, plugins: plugins)
            }
        }
    }

    /// Removes all that was made for this network, if no instance is attached to it: the bridge and what is still
    /// plugged into it, its rules and chains, and what our first network changed on the host.
    ///
    /// - Throws: ``RelayError`` if the kernel or iptables refuses; calling again goes on where it stopped.
    public func cleanUp() async throws(RelayError) {
        guard let plugins else { return }
        try await uncancelled { () async throws(RelayError) in
            try await HostLock.whileHeld(plugins) { () async throws(RelayError) in
                guard attachments().isEmpty else { return }
                try await removeRules()
                try await removeBridge()
            }
        }
    }

    /// Removes the bridge and what is plugged into it; with the last one of ours, what the first changed on the host.
    private func removeBridge() async throws(RelayError) {
        guard let index = HostLinks.index(of: bridge) else { return }
        let baseline = HostBaseline.of(bridge: bridge)
        for port in HostLinks.ports(of: bridge) {
            if let index = HostLinks.index(of: port) { try Netlink.removeLink(index: index) }
        }
        try Netlink.removeLink(index: index)
        let isLast = !HostLinks.bridges().contains { HostBaseline.of(bridge: $0) != nil }
        guard let baseline, isLast else { return }
        try baseline.restoreForwarding(after: index)
        if !baseline.portChains { try await removeSharedChains() }
    }

    /// Runs DEL on the plugins, and does by hand what they leave when the namespace is gone.
    func undo(_ attachment: Attachment, plugins: String) async throws(RelayError) {
        let subnet = record.flatMap { IPv4Network($0.subnet) } ?? IPv4Network(IPv4Address(0), prefix: 24)
        let namespace = Self.isNamespace(attachment.namespace) ? attachment.namespace : ""
        let chain = chain(subnet: subnet, publish: attachment.publish, plugins: plugins)
        let target = CNIPlugin.Target(
            container: attachment.instance, namespace: namespace, interface: Self.interface)
        try await chain.delete(target, previous: attachment.result)
        attachmentRecords.remove(attachment.instance)
    }

    /// Whether the path is a mounted network namespace rather than the plain file that is left of one.
    static func isNamespace(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return ioctl(descriptor, 0xb703, 0) == 0x4000_0000  // NS_GET_NSTYPE is CLONE_NEWNET, ioctl_ns(2)
    }

    /// Removes every rule of this network, and the chains that only such rules lead to.
    private func removeRules() async throws(RelayError) {
        guard let iptables else { return }
        for table in [IPTables.Table.nat, .filter] {
            let rules = try await iptables.rules(in: table)
            try await iptables.restore(OwnRules.removal(of: bridge, comment: ruleComment, from: rules), in: table)
        }
        guard var record, record.services != nil else { return }
        record.services = nil
        try records.write(record, "network")
    }

    /// Removes the portmap plugin's shared chains if no one's mapping is left in them.
    private func removeSharedChains() async throws(RelayError) {
        guard let iptables else { return }
        try await iptables.restore(OwnRules.removalOfSharedChains(from: iptables.rules()))
    }
}
