/// A container's configuration, `config.json` (runtime-spec, config.md), as far as Linux has a use for it.
public struct RuntimeConfiguration: Hashable, Sendable, Codable {
    /// The version of the specification that it follows.
    public var ociVersion: String
    public var process: Process?
    public var root: Root?
    public var hostname: String?
    /// The NIS domain; since 1.1.
    public var domainname: String?
    /// In the order in which they are mounted.
    public var mounts: [Mount]?
    public var hooks: Hooks?
    public var annotations: [String: String]?
    public var linux: Linux?
    public var unknownFields = UnknownFields()

    public init(ociVersion: String = "1.0.0") {
        self.ociVersion = ociVersion
    }

    /// The root filesystem (runtime-spec, config.md, "Root").
    public struct Root: Hashable, Sendable, Codable {
        /// A path, relative to the bundle unless it is absolute.
        public var path: String
        public var readonly: Bool?
        public var unknownFields = UnknownFields()

        public init(path: String, readonly: Bool? = nil) {
            self.path = path
            self.readonly = readonly
        }
    }

    /// Something mounted beside the root (runtime-spec, config.md, "Mounts").
    public struct Mount: Hashable, Sendable, Codable {
        /// The absolute path inside.
        public var destination: String
        /// The file system's type; `bind` for a folder or file of the host.
        public var type: String?
        /// What is mounted; a bind mount's path is relative to the bundle unless it is absolute.
        public var source: String?
        public var options: [String]?
        /// Which ids the mount's owners are shown as; since 1.1.
        public var uidMappings: [IDMapping]?
        public var gidMappings: [IDMapping]?
        public var unknownFields = UnknownFields()

        public init(destination: String, type: String? = nil, source: String? = nil, options: [String]? = nil) {
            self.destination = destination
            self.type = type
            self.source = source
            self.options = options
        }
    }
}
