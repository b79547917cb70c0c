public import ConfigurationGraph
public import OCI

/// What a resolution comes to.
public struct ResolvedInstance: Hashable, Sendable {
    /// The node: the configuration as JSON, the further parameters, and where each value came from.
    public var spec: RuntimeSpecNode
    /// The same configuration as a value; its canonical JSON is what ``spec``'s digest is of.
    public var configuration: RuntimeConfiguration
}
