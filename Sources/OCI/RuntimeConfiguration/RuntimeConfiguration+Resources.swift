extension RuntimeConfiguration {
    /// The limits of the container's control group (runtime-spec, config-linux.md, "Control groups").
    public struct Resources: Hashable, Sendable, Codable {
        public var devices: [DeviceRule]?
        public var memory: Memory?
        public var cpu: CPU?
        public var pids: PIDs?
        /// Files of cgroup v2 and what is written to them.
        public var unified: [String: String]?

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

    /// Limits of memory in bytes; -1 for none.
    public struct Memory: Hashable, Sendable, Codable {
        public var limit: Int64?
        public var reservation: Int64?
        /// Of memory and swap together.
        public var swap: Int64?
        public var swappiness: UInt64?

        public init() {}
    }

    /// Limits of processor time.
    public struct CPU: Hashable, Sendable, Codable {
        public var shares: UInt64?
        /// In microseconds for each period.
        public var quota: Int64?
        /// In microseconds.
        public var period: UInt64?
        /// Processors to run on, as `0-3,5`.
        public var cpus: String?
        public var mems: String?

        public init() {}
    }

    /// Limits of processes and threads.
    public struct PIDs: Hashable, Sendable, Codable {
        /// -1 for none.
        public var limit: Int64

        public init(limit: Int64) {
            self.limit = limit
        }
    }
}
