/// What containers are run with on a machine.
public struct ContainerMeans: Hashable, Sendable {
    /// The container runtime in use.
    public var runtime: RuntimeProgram
    /// conmon's path.
    public var conmon: String
    /// How layers get an instance's owners in the state directory.
    public var layerMapping: LayerMapping
}
