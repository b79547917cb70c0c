import Processes

extension Network {
    /// Publishes other ports of an instance that runs than those it was attached with; its address stays. What is given
    /// already isn't touched, and nobody is asked whether the ports are free.
    ///
    /// - Throws: ``RelayError`` if a plugin refuses; the record then has no port of it, and calling again goes on.
    public func publish(_ ports: [PublishedPort], of instance: String) async throws(RelayError) {
        guard let plugins, attachmentRecords.read(Attachment.self, instance)?.publish != ports else { return }
        try await uncancelled { () async throws(RelayError) in
            try await HostLock.whileHeld(plugins) { () async throws(RelayError) in
                guard var attachment = attachmentRecords.read(Attachment.self, instance), attachment.publish != ports,
                    let result = attachment.result, Self.isNamespace(attachment.namespace)
                else { return }
                let target = CNIPlugin.Target(
                    container: instance, namespace: attachment.namespace, interface: Self.interface)
                if !attachment.publish.isEmpty {
                    try await mapping(attachment.publish, plugins: plugins).delete(target, previous: result)
                    attachment.publish = []
                    try attachmentRecords.write(attachment, instance)
                }
                guard !ports.isEmpty else { return }
                // Written down first: what is cut short is undone with the attachment.
                attachment.publish = ports
                try attachmentRecords.write(attachment, instance)
                _ = try await mapping(ports, plugins: plugins).add(target, previous: result)
            }
        }
    }
}
