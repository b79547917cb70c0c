extension RuntimeConfiguration {
    /// What is Linux's own (runtime-spec, config-linux.md).
    public struct Linux: Hashable, Sendable, Codable {
        public var namespaces: [Namespace]?
        public var uidMappings: [IDMapping]?
        public var gidMappings: [IDMapping]?
        /// How far the clocks of a time namespace are from the host's; since 1.1.
        public var timeOffsets: TimeOffsets?
        public var devices: [Device]?
        /// Network devices that move into the container, by their name on the host; since 1.3.
        public var netDevices: [String: NetDevice]?
        /// The control group, from the hierarchy's root.
        public var cgroupsPath: String?
        public var resources: Resources?
        /// Since 1.0.
        public var intelRdt: IntelRDT?
        /// Since 1.3.
        public var memoryPolicy: MemoryPolicy?
        /// `shared`, `slave`, `private` or `unbindable`.
        public var rootfsPropagation: String?
        public var seccomp: Seccomp?
        /// Kernel parameters by name (sysctl(8)).
        public var sysctl: [String: String]?
        public var maskedPaths: [String]?
        public var readonlyPaths: [String]?
        public var mountLabel: String?
        /// Since 1.0.2.
        public var personality: Personality?
        public var unknownFields = UnknownFields()

        public init() {}
    }

    /// What the kernel shows itself as (personality(2)).
    public struct Personality: Hashable, Sendable, Codable {
        /// `LINUX` or `LINUX32`.
        public var domain: String?
        /// None is defined.
        public var flags: [String]?
        public var unknownFields = UnknownFields()

        public init(domain: String? = nil, flags: [String]? = nil) {
            self.domain = domain
            self.flags = flags
        }
    }
}
