public import ConfigurationGraph

/// A host as planning sees it: what it has, where it is, what the operator wants of it, whether its agent is there.
public struct HostState: Hashable, Sendable {
    /// Whether its agent still renews its lease.
    public enum Lease: Hashable, Sendable {
        case held
        /// It ran out at this time; its instances are given up after a grace.
        case ranOut(Moment)
    }

    public var name: String
    public var region: String?
    public var zone: String?
    public var labels: [String: String] = [:]
    public var taints: [Taint] = []
    /// GOARCH's name of its processor.
    public var architecture = "amd64"
    /// What its kernel and runtime can do.
    public var features: Set<String> = []
    public var capacity: Resources
    /// What instances leave to the system.
    public var reserved = Resources.none
    /// The most instances on it.
    public var slots = 110
    public var devices: [DeviceGroup] = []
    /// The first user and group id that instances may have.
    public var idStart: UInt32 = 1_000_000
    /// How many instances' ranges of ids there are.
    public var idRanges = 4096
    /// Points against placing instances there.
    public var cost: Double = 0
    /// The artefacts of which it has all that they need to run.
    public var artefacts: Set<String> = []
    /// The state volumes whose content is on it: where one is that no instance has.
    public var volumes: [String] = []
    /// Whether new instances are placed on it.
    public var schedulable = true
    /// Whether its instances are to go elsewhere.
    public var draining = false
    public var lease = Lease.held

    public init(name: String, region: String? = nil, zone: String? = nil, capacity: Resources) {
        self.name = name
        self.region = region
        self.zone = zone
        self.capacity = capacity
    }

    /// What instances can have.
    var allocatable: Resources {
        let rest = capacity - reserved
        return Resources(cpu: rest.cpu, memory: rest.memory, storage: rest.storage)
    }

    /// Whether an instance may be placed on it at all.
    var takesInstances: Bool { schedulable && !draining && lease == .held }

    /// Where it comes among hosts that are otherwise equal: by a hash of its name (FNV-1a, then SplitMix64's finish),
    /// so that it depends on nothing but the name and neighbours in the alphabet are far apart.
    var rank: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }
}
