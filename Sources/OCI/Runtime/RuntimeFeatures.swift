/// What a runtime can do, as `features` prints it (runtime-spec, features.md); since 1.1.
///
/// What is nil, the runtime doesn't say: neither that it can nor that it can't.
public struct RuntimeFeatures: Hashable, Sendable, Codable {
    /// The lowest version of the specification that the runtime understands.
    public var ociVersionMin: String
    /// The highest.
    public var ociVersionMax: String
    /// The names of hooks, as `prestart`.
    public var hooks: [String]?
    /// Mount options that the runtime acts on itself.
    public var mountOptions: [String]?
    public var linux: Linux?
    public var annotations: [String: String]?
    /// Annotations of a configuration by which it could get around limits; since 1.2.
    public var potentiallyUnsafeConfigAnnotations: [String]?
    public var unknownFields = UnknownFields()

    public init(ociVersionMin: String, ociVersionMax: String) {
        self.ociVersionMin = ociVersionMin
        self.ociVersionMax = ociVersionMax
    }

    /// What is Linux's own (runtime-spec, features-linux.md).
    public struct Linux: Hashable, Sendable, Codable {
        public var namespaces: [String]?
        public var capabilities: [String]?
        public var cgroup: ControlGroups?
        public var seccomp: Seccomp?
        public var apparmor: Ability?
        public var selinux: Ability?
        public var intelRdt: IntelRDT?
        public var memoryPolicy: MemoryPolicy?
        public var mountExtensions: MountExtensions?
        public var netDevices: Ability?
        public var unknownFields = UnknownFields()

        public init() {}
    }

    /// Whether something is built in; it may still be missing in the kernel.
    public struct Ability: Hashable, Sendable, Codable {
        public var enabled: Bool?
        public var unknownFields = UnknownFields()

        public init(enabled: Bool? = nil) {
            self.enabled = enabled
        }
    }

    /// Kinds of control groups and of their managers.
    public struct ControlGroups: Hashable, Sendable, Codable {
        public var v1: Bool?
        public var v2: Bool?
        public var systemd: Bool?
        public var systemdUser: Bool?
        public var rdma: Bool?
        public var unknownFields = UnknownFields()

        public init() {}
    }

    /// Names that a seccomp profile may use.
    public struct Seccomp: Hashable, Sendable, Codable {
        public var enabled: Bool?
        public var actions: [String]?
        public var operators: [String]?
        public var archs: [String]?
        /// Flags that are understood, though the kernel may lack them.
        public var knownFlags: [String]?
        /// Flags that the kernel has too.
        public var supportedFlags: [String]?
        public var unknownFields = UnknownFields()

        public init() {}
    }

    /// Intel's Resource Director Technology.
    public struct IntelRDT: Hashable, Sendable, Codable {
        public var enabled: Bool?
        public var schemata: Bool?
        public var monitoring: Bool?
        public var unknownFields = UnknownFields()

        public init() {}
    }

    /// Names that a memory policy may use.
    public struct MemoryPolicy: Hashable, Sendable, Codable {
        public var modes: [String]?
        public var flags: [String]?
        public var unknownFields = UnknownFields()

        public init() {}
    }

    /// What mounts can do besides.
    public struct MountExtensions: Hashable, Sendable, Codable {
        /// Whether owners can be shown as others.
        public var idmap: Ability?
        public var unknownFields = UnknownFields()

        public init() {}
    }
}
