extension RuntimeConfiguration {
    /// What runs in the container (runtime-spec, config.md, "Process").
    public struct Process: Hashable, Sendable, Codable {
        public var terminal: Bool?
        /// Of meaning with a terminal alone.
        public var consoleSize: ConsoleSize?
        /// The absolute path of the working directory.
        public var cwd: String
        /// `NAME=VALUE` each.
        public var env: [String]?
        /// The program and its arguments; at least one to be started.
        public var args: [String]?
        public var rlimits: [ResourceLimit]?
        public var apparmorProfile: String?
        public var capabilities: Capabilities?
        public var noNewPrivileges: Bool?
        /// From -1000 to 1000.
        public var oomScoreAdj: Int?
        public var selinuxLabel: String?
        public var user: User?
        /// Since 1.1.
        public var scheduler: Scheduler?
        /// Since 1.1.
        public var ioPriority: IOPriority?
        /// Since 1.2.1.
        public var execCPUAffinity: CPUAffinity?
        public var unknownFields = UnknownFields()

        public init(cwd: String = "/") {
            self.cwd = cwd
        }
    }

    /// A terminal's size in characters.
    public struct ConsoleSize: Hashable, Sendable, Codable {
        public var height: UInt64
        public var width: UInt64
        public var unknownFields = UnknownFields()

        public init(height: UInt64, width: UInt64) {
            self.height = height
            self.width = width
        }
    }

    /// Who the process runs as, inside.
    public struct User: Hashable, Sendable, Codable {
        /// Nil means 0.
        public var uid: UInt32?
        /// Nil means 0.
        public var gid: UInt32?
        /// Since 1.0.2.
        public var umask: UInt32?
        public var additionalGids: [UInt32]?
        public var unknownFields = UnknownFields()

        public init(uid: UInt32? = 0, gid: UInt32? = 0, umask: UInt32? = nil, additionalGids: [UInt32]? = nil) {
            self.uid = uid
            self.gid = gid
            self.umask = umask
            self.additionalGids = additionalGids
        }
    }

    /// A process's five sets of capabilities, by name (capabilities(7)).
    public struct Capabilities: Hashable, Sendable, Codable {
        public var bounding: [String]?
        public var effective: [String]?
        public var permitted: [String]?
        public var inheritable: [String]?
        public var ambient: [String]?
        public var unknownFields = UnknownFields()

        public init() {}
    }

    /// A limit of the process (getrlimit(2)).
    public struct ResourceLimit: Hashable, Sendable, Codable {
        /// The name, as `RLIMIT_NOFILE`; each once.
        public var type: String
        public var soft: UInt64
        public var hard: UInt64
        public var unknownFields = UnknownFields()

        public init(type: String, soft: UInt64, hard: UInt64) {
            self.type = type
            self.soft = soft
            self.hard = hard
        }
    }
}
