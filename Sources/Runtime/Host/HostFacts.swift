/// What a machine has and can do, as far as containers are concerned.
public struct HostFacts: Hashable, Sendable, Codable {
    public var hostname: String
    /// GOARCH's name of its processor.
    public var architecture: String
    /// The kernel's release.
    public var kernel: String
    /// Processors that are on.
    public var cpus: Int
    /// Memory in bytes.
    public var memory: Int64
    /// The container runtime in use.
    public var runtime: RuntimeProgram
    /// conmon's path.
    public var conmon: String
    public var conmonVersion: String
    public var controlGroups: ControlGroupLayout
    /// Whether AppArmor is on.
    public var apparmor: Bool
    /// AppArmor's profile for containers that is loaded; nil without one.
    public var apparmorProfile: String?
    /// Whether SELinux is on.
    public var selinux: Bool
    /// Why the kernel or the container runtime can't filter system calls; nil where they can.
    public var noSeccomp: String?
    /// Whether SELinux's policy has types for containers.
    public var selinuxContainers: Bool
    /// The controllers of control groups that can be had; nil where none can be told.
    public var controllers: [String]?
    /// Whether resctrl is mounted.
    public var intelRdt: Bool
    /// Whether /dev/mqueue is there.
    public var messageQueues: Bool
    /// Its disks, sorted by their numbers.
    public var disks: [Disk]
    /// How layers get an instance's owners in this state directory.
    public var layerMapping: LayerMapping
    /// The hard limit on open files, which no instance can exceed.
    public var maximumOpenFiles: UInt64

    /// A disk as a whole.
    public struct Disk: Hashable, Sendable, Codable {
        /// Its numbers in the kernel, as `8:0`.
        public var numbers: String
        /// Whether control groups share it by their weights.
        public var sharesByWeight: Bool
    }
}
