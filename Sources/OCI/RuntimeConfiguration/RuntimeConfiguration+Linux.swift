extension RuntimeConfiguration {
    /// What is Linux's own (runtime-spec, config-linux.md).
    public struct Linux: Hashable, Sendable, Codable {
        public var namespaces: [Namespace]?
        public var uidMappings: [IDMapping]?
        public var gidMappings: [IDMapping]?
        public var devices: [Device]?
        /// The control group, from the hierarchy's root.
        public var cgroupsPath: String?
        public var resources: Resources?
        /// `shared`, `slave`, `private` or `unbindable`.
        public var rootfsPropagation: String?
        public var seccomp: Seccomp?
        /// Kernel parameters by name (sysctl(8)).
        public var sysctl: [String: String]?
        public var maskedPaths: [String]?
        public var readonlyPaths: [String]?
        public var mountLabel: String?

        public init() {}
    }

    /// A namespace that the container is in (namespaces(7)).
    public struct Namespace: Hashable, Sendable, Codable {
        /// `pid`, `network`, `mount`, `ipc`, `uts`, `user`, `cgroup` or `time`.
        public var type: String
        /// An existing one to join; a new one if nil.
        public var path: String?

        public init(type: String, path: String? = nil) {
            self.type = type
            self.path = path
        }
    }

    /// A device node to be made.
    public struct Device: Hashable, Sendable, Codable {
        /// `c`, `b`, `u` or `p`.
        public var type: String
        public var path: String
        public var major: Int64?
        public var minor: Int64?
        public var fileMode: UInt32?
        public var uid: UInt32?
        public var gid: UInt32?

        public init(type: String, path: String, major: Int64? = nil, minor: Int64? = nil) {
            self.type = type
            self.path = path
            self.major = major
            self.minor = minor
        }
    }
}
