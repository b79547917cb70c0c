/// A machine that instances run on, as its agent finds it.
public struct Host: NodeValue {
    public static let kind = NodeKind.host
    public var name: String
    /// GOARCH's name of its processor.
    public var architecture: String
    /// The kernel's release.
    public var kernelVersion: String
    /// Processors, as a count.
    public var cpus: Double
    /// Memory in bytes.
    public var memory: Int64
    /// What its kernel and container runtime can do.
    public var features: Features
    /// The control group that its instances' groups are in, as `/emergence-1f3a`; one for each state directory.
    public var cgroupParent: String
    /// The first user and group id that its instances may have on the host.
    public var idRangeStart: UInt32
    /// How many ids there are from the first on.
    public var idRangeSize: UInt32
    /// The room on the disk of its state directory, in bytes; nil where nobody looked, as in all below.
    public var storage: Int64?
    /// Its devices that instances can ask for, those that are alike together.
    public var devices: [Device]?
    /// The state volumes whose content is on it, sorted: where a volume is that no instance has at the moment.
    public var volumes: [String]?
    /// The artefacts of which it has all that they need to run, sorted.
    public var artefacts: [String]?
    /// Where its agent hands out the bytes that it has, as `192.0.2.7:4711`; nil where it hands out none.
    public var address: String?
    /// What is wrong with it.
    public var conditions: [Condition]?

    public init(
        name: String, architecture: String, kernelVersion: String, cpus: Double, memory: Int64, features: Features,
        cgroupParent: String, idRangeStart: UInt32, idRangeSize: UInt32, storage: Int64? = nil,
        devices: [Device]? = nil, volumes: [String]? = nil, artefacts: [String]? = nil, address: String? = nil,
        conditions: [Condition]? = nil
    ) {
        self.name = name
        self.architecture = architecture
        self.kernelVersion = kernelVersion
        self.cpus = cpus
        self.memory = memory
        self.features = features
        self.cgroupParent = cgroupParent
        self.idRangeStart = idRangeStart
        self.idRangeSize = idRangeSize
        self.storage = storage
        self.devices = devices
        self.volumes = volumes
        self.artefacts = artefacts
        self.address = address
        self.conditions = conditions
    }

    public var nodeName: String { name }
    public var node: Node { .host(self) }

    /// What resolution must know of a host: nothing that it can't do is asked of it.
    public struct Features: Hashable, Sendable, Codable {
        /// The container runtime in use: `crun` or `runc`.
        public var runtime: String
        /// The container runtime's version.
        public var runtimeVersion: String
        /// `v1`, `v2` or `hybrid`.
        public var cgroups: String
        /// Whether AppArmor is on.
        public var apparmor: Bool
        /// AppArmor's profile for containers that is loaded; nil without one.
        public var apparmorProfile: String?
        /// Whether SELinux is on.
        public var selinux: Bool
        /// Whether its policy has the types for containers, `container_t` and `container_file_t`; nil as no.
        public var selinuxContainers: Bool?
        /// Why its kernel or runtime can't filter system calls; nil where they can.
        public var noSeccomp: String?
        /// Whether layers can be mounted with their owners mapped; else they are copied and chowned.
        public var idmappedLayers: Bool
        /// Whether CNI's plugins are there; else instances have a loopback only.
        public var network: Bool
        /// The hard limit on open files, which no instance can exceed.
        public var maximumOpenFiles: UInt64
        /// The control groups' controllers that can be had, as `memory` and `io`; nil where nobody looked.
        public var controllers: [String]?
        /// Whether the kernel has resctrl mounted; nil as no.
        public var intelRdt: Bool?
        /// Whether /dev/mqueue is there, which instances see that share its queues; nil where nobody looked.
        public var messageQueues: Bool?
        /// Its disks, sorted by their numbers; nil where nobody looked.
        public var disks: [Disk]?

        public init(
            runtime: String, runtimeVersion: String, cgroups: String, apparmor: Bool, selinux: Bool,
            idmappedLayers: Bool, network: Bool, maximumOpenFiles: UInt64, apparmorProfile: String? = nil,
            noSeccomp: String? = nil, selinuxContainers: Bool? = nil, controllers: [String]? = nil,
            intelRdt: Bool? = nil, messageQueues: Bool? = nil, disks: [Disk]? = nil
        ) {
            self.runtime = runtime
            self.runtimeVersion = runtimeVersion
            self.cgroups = cgroups
            self.apparmor = apparmor
            self.apparmorProfile = apparmorProfile
            self.selinux = selinux
            self.selinuxContainers = selinuxContainers
            self.noSeccomp = noSeccomp
            self.idmappedLayers = idmappedLayers
            self.network = network
            self.maximumOpenFiles = maximumOpenFiles
            self.controllers = controllers
            self.intelRdt = intelRdt
            self.messageQueues = messageQueues
            self.disks = disks
        }
    }

    /// Devices that are alike.
    public struct Device: Hashable, Sendable, Codable {
        /// The class, as `gpu`, or the kind that a CDI specification gives, as `vendor.com/gpu`.
        public var kind: String
        /// What they say of themselves, as `vendor: 10de`.
        public var attributes: [String: String]
        /// How many there are.
        public var count: Int

        public init(kind: String, attributes: [String: String] = [:], count: Int) {
            self.kind = kind
            self.attributes = attributes
            self.count = count
        }
    }

    /// Something that is wrong with a host.
    public struct Condition: Hashable, Sendable, Codable {
        /// What it is, in a word: `diskFull`, `noNetwork`.
        public var kind: String
        /// What it is, in a sentence.
        public var message: String

        public init(kind: String, message: String) {
            self.kind = kind
            self.message = message
        }
    }

    /// A disk as a whole, as limits name it.
    public struct Disk: Hashable, Sendable, Codable {
        /// Its numbers in the kernel, as `8:0`.
        public var numbers: String
        /// Whether control groups share it by their weights, which its scheduler decides.
        public var sharesByWeight: Bool

        public init(numbers: String, sharesByWeight: Bool) {
            self.numbers = numbers
            self.sharesByWeight = sharesByWeight
        }
    }
}
