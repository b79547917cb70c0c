extension RuntimeConfiguration {
    /// Limits of memory in bytes; -1 for none.
    public struct Memory: Hashable, Sendable, Codable {
        public var limit: Int64?
        public var reservation: Int64?
        /// Of memory and swap together.
        public var swap: Int64?
        /// Not recommended since 1.1: newer kernels have no such limit.
        public var kernel: Int64?
        /// Not recommended since 1.1.
        public var kernelTCP: Int64?
        /// From 0 to 100.
        public var swappiness: UInt64?
        public var disableOOMKiller: Bool?
        /// Of meaning with cgroup v1 alone; since 1.0.2.
        public var useHierarchy: Bool?
        /// Whether a limit below what is used is refused; since 1.1.
        public var checkBeforeUpdate: Bool?
        public var unknownFields = UnknownFields()

        public init() {}
    }

    /// Limits of pages of one size (cgroup: hugetlb).
    public struct HugePageLimit: Hashable, Sendable, Codable {
        /// As `2MB`.
        public var pageSize: String
        /// In bytes.
        public var limit: UInt64
        public var unknownFields = UnknownFields()

        public init(pageSize: String, limit: UInt64) {
            self.pageSize = pageSize
            self.limit = limit
        }
    }

    /// From which NUMA nodes memory is taken (set_mempolicy(2)).
    public struct MemoryPolicy: Hashable, Sendable, Codable {
        /// As `MPOL_BIND`.
        public var mode: String?
        /// As `0-1,3`.
        public var nodes: String?
        /// As `MPOL_F_STATIC_NODES`.
        public var flags: [String]?
        public var unknownFields = UnknownFields()

        public init(mode: String? = nil, nodes: String? = nil, flags: [String]? = nil) {
            self.mode = mode
            self.nodes = nodes
            self.flags = flags
        }
    }
}
