public import ConfigurationGraph
public import OCI

/// What a resolution comes to.
public struct ResolvedInstance: Hashable, Sendable {
    /// What is written to the graph: all that the instance has in common with others of its automaton.
    public let node: RuntimeSpecNode
    /// The configuration of ``node`` as a value; what the instance has for itself may be another's.
    let common: RuntimeConfiguration
    let identity: InstanceIdentity

    /// The instance's own configuration as JSON, the further parameters, and where each value came from.
    public var spec: RuntimeSpecNode { node.filled(for: identity) }

    /// The same configuration as a value.
    public var configuration: RuntimeConfiguration {
        guard let gaps = node.gaps else { return common }
        var configuration = common
        let mapping = RuntimeConfiguration.IDMapping(containerID: 0, hostID: identity.idBase, size: SpecBuilder.idCount)
        configuration.linux?.uidMappings = [mapping]
        configuration.linux?.gidMappings = [mapping]
        for value in InstanceValues(of: identity, in: gaps).all {
            switch value.path {
            case "linux.cgroupsPath": configuration.linux?.cgroupsPath = value.value.string
            case "linux.mountLabel": configuration.linux?.mountLabel = value.value.string
            case "process.selinuxLabel": configuration.process?.selinuxLabel = value.value.string
            default: break
            }
        }
        return configuration
    }
}
