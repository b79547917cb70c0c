extension RuntimeConfiguration {
    /// A namespace that the container is in (namespaces(7)).
    public struct Namespace: Hashable, Sendable, Codable {
        /// `pid`, `network`, `mount`, `ipc`, `uts`, `user`, `cgroup` or, since 1.1, `time`; each once.
        public var type: String
        /// An existing one to join; a new one if nil.
        public var path: String?
        public var unknownFields = UnknownFields()

        public init(type: String, path: String? = nil) {
            self.type = type
            self.path = path
        }
    }

    /// A range of ids inside, and what they are on the host (user_namespaces(7)).
    public struct IDMapping: Hashable, Sendable, Codable {
        public var containerID: UInt32
        public var hostID: UInt32
        public var size: UInt32
        public var unknownFields = UnknownFields()

        public init(containerID: UInt32, hostID: UInt32, size: UInt32) {
            self.containerID = containerID
            self.hostID = hostID
            self.size = size
        }
    }

    /// How far a time namespace's clocks are from the host's (time_namespaces(7)).
    public struct TimeOffsets: Hashable, Sendable, Codable {
        public var boottime: TimeOffset?
        public var monotonic: TimeOffset?
        public var unknownFields = UnknownFields()

        public init(boottime: TimeOffset? = nil, monotonic: TimeOffset? = nil) {
            self.boottime = boottime
            self.monotonic = monotonic
        }
    }

    /// One clock's offset.
    public struct TimeOffset: Hashable, Sendable, Codable {
        public var secs: Int64?
        public var nanosecs: UInt32?
        public var unknownFields = UnknownFields()

        public init(secs: Int64? = nil, nanosecs: UInt32? = nil) {
            self.secs = secs
            self.nanosecs = nanosecs
        }
    }
}
