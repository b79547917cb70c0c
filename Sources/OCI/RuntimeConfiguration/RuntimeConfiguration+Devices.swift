extension RuntimeConfiguration {
    /// A device node to be made.
    public struct Device: Hashable, Sendable, Codable {
        /// `c`, `b`, `u` or `p`.
        public var type: String
        public var path: String
        /// Needed by all but a pipe, `p`.
        public var major: Int64?
        public var minor: Int64?
        public var fileMode: UInt32?
        public var uid: UInt32?
        public var gid: UInt32?
        public var unknownFields = UnknownFields()

        public init(type: String, path: String, major: Int64? = nil, minor: Int64? = nil) {
            self.type = type
            self.path = path
            self.major = major
            self.minor = minor
        }
    }

    /// A network device that moves into the container.
    public struct NetDevice: Hashable, Sendable, Codable {
        /// Its name inside; as on the host if nil.
        public var name: String?
        public var unknownFields = UnknownFields()

        public init(name: String? = nil) {
            self.name = name
        }
    }
}
