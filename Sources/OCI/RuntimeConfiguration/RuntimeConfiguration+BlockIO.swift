extension RuntimeConfiguration {
    /// Limits of block devices (runtime-spec, config-linux.md, "Block IO").
    public struct BlockIO: Hashable, Sendable, Codable {
        /// From 10 to 1000.
        public var weight: UInt16?
        /// Of meaning with cgroup v1 alone.
        public var leafWeight: UInt16?
        public var weightDevice: [WeightDevice]?
        public var throttleReadBpsDevice: [ThrottleDevice]?
        public var throttleWriteBpsDevice: [ThrottleDevice]?
        public var throttleReadIOPSDevice: [ThrottleDevice]?
        public var throttleWriteIOPSDevice: [ThrottleDevice]?
        public var unknownFields = UnknownFields()

        public init() {}
    }

    /// One device's share.
    public struct WeightDevice: Hashable, Sendable, Codable {
        public var major: Int64
        public var minor: Int64
        public var weight: UInt16?
        public var leafWeight: UInt16?
        public var unknownFields = UnknownFields()

        public init(major: Int64, minor: Int64, weight: UInt16? = nil, leafWeight: UInt16? = nil) {
            self.major = major
            self.minor = minor
            self.weight = weight
            self.leafWeight = leafWeight
        }
    }

    /// One device's rate, in bytes or operations a second.
    public struct ThrottleDevice: Hashable, Sendable, Codable {
        public var major: Int64
        public var minor: Int64
        public var rate: UInt64?
        public var unknownFields = UnknownFields()

        public init(major: Int64, minor: Int64, rate: UInt64? = nil) {
            self.major = major
            self.minor = minor
            self.rate = rate
        }
    }
}
