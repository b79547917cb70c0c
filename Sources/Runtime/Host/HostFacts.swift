/// What a machine is and can do, as far as instances need it.
public struct HostFacts: Hashable, Sendable, Codable {
    /// The machine's name.
    public var hostname: String
    /// GOARCH's name of the processor.
    public var architecture: String
    /// The kernel's release.
    public var kernel: String
    /// Processors, as a count.
    public var cpus: Int
    /// Memory in bytes.
    public var memory: Int64
    /// The container runtime in use.
    public var runtime: RuntimeProgram
    /// conmon's path.
    public var conmon: String
    /// The control groups' hierarchies.
    public var controlGroups: ControlGroupHierarchies.Layout
    public var apparmor: Bool
    public var selinux: Bool
    /// How layers get their owners.
    public var layerMapping: LayerMapping
    /// The hard limit on open files.
    public var maximumOpenFiles: UInt64
}
