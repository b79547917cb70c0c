extension RuntimeConfiguration {
    /// The limits of the container's control group (runtime-spec, config-linux.md, "Control groups").
    public struct Resources: Hashable, Sendable, Codable {
        public var devices: [DeviceRule]?
        public var memory: Memory?
        public var cpu: CPU?
        public var pids: PIDs?
        public var blockIO: BlockIO?
        public var hugepageLimits: [HugePageLimit]?
        public var network: Network?
        /// By the device's name; since 1.0.2.
        public var rdma: [String: RDMA]?
        /// Files of cgroup v2 and what is written to them; since 1.1.
        public var unified: [String: String]?
        public var unknownFields = UnknownFields()

        public init() {}
    }

    /// Whether devices may be used; a later rule wins.
    public struct DeviceRule: Hashable, Sendable, Codable {
        public var allow: Bool
        /// `a` for all, `c` for character devices, `b` for block devices.
        public var type: String?
        /// Nil for all.
        public var major: Int64?
        public var minor: Int64?
        /// Some of the letters `r`, `w` and `m`, for mknod.
        public var access: String?
        public var unknownFields = UnknownFields()

        public init(
            allow: Bool, type: String? = nil, major: Int64? = nil, minor: Int64? = nil, access: String? = nil
        ) {
            self.allow = allow
            self.type = type
            self.major = major
            self.minor = minor
            self.access = access
        }
    }

    /// Limits of processes and threads.
    public struct PIDs: Hashable, Sendable, Codable {
        /// -1 for none.
        public var limit: Int64
        public var unknownFields = UnknownFields()

        public init(limit: Int64) {
            self.limit = limit
        }
    }

    /// How network packets are marked (cgroup v1: net_cls, net_prio).
    public struct Network: Hashable, Sendable, Codable {
        public var classID: UInt32?
        public var priorities: [InterfacePriority]?
        public var unknownFields = UnknownFields()

        public init(classID: UInt32? = nil, priorities: [InterfacePriority]? = nil) {
            self.classID = classID
            self.priorities = priorities
        }
    }

    /// The priority of what leaves by one network interface.
    public struct InterfacePriority: Hashable, Sendable, Codable {
        public var name: String
        public var priority: UInt32
        public var unknownFields = UnknownFields()

        public init(name: String, priority: UInt32) {
            self.name = name
            self.priority = priority
        }
    }

    /// Limits of one RDMA device.
    public struct RDMA: Hashable, Sendable, Codable {
        public var hcaHandles: UInt32?
        public var hcaObjects: UInt32?
        public var unknownFields = UnknownFields()

        public init(hcaHandles: UInt32? = nil, hcaObjects: UInt32? = nil) {
            self.hcaHandles = hcaHandles
            self.hcaObjects = hcaObjects
        }
    }
}
