extension RuntimeConfiguration {
    /// Limits of processor time.
    public struct CPU: Hashable, Sendable, Codable {
        public var shares: UInt64?
        /// In microseconds for each period.
        public var quota: Int64?
        /// In microseconds, what may be saved up for a burst; since 1.1.
        public var burst: UInt64?
        /// In microseconds.
        public var period: UInt64?
        /// In microseconds for each real-time period.
        public var realtimeRuntime: Int64?
        /// In microseconds.
        public var realtimePeriod: UInt64?
        /// Processors to run on, as `0-3,5`.
        public var cpus: String?
        /// Memory nodes to take memory from, as `0-1`.
        public var mems: String?
        /// 1 for a group that runs when nothing else does; since 1.1.
        public var idle: Int64?
        public var unknownFields = UnknownFields()

        public init() {}
    }

    /// A class of service of Intel's Resource Director Technology (runtime-spec, config-linux.md, "IntelRdt").
    public struct IntelRDT: Hashable, Sendable, Codable {
        /// The class's name; since 1.0.2.
        public var closID: String?
        /// Lines of the class's schemata file, in place of the two that follow; since 1.3.
        public var schemata: [String]?
        /// As `L3:0=ffff0;1=3ff`.
        public var l3CacheSchema: String?
        /// As `MB:0=20;1=70`; since 1.0.2.
        public var memBwSchema: String?
        /// Since 1.3.
        public var enableMonitoring: Bool?
        public var unknownFields = UnknownFields()

        public init() {}
    }
}
