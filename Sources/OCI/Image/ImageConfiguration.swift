/// What an image says of how it wants to be run, and of what it was built (image-spec, config.md).
public struct ImageConfiguration: Hashable, Sendable, Codable {
    /// The processor that the image is for.
    public var architecture: String
    /// The operating system that the image is for.
    public var os: String
    /// The processor's variant.
    public var variant: String?
    /// The operating system's version; of meaning on Windows alone.
    public var osVersion: String?
    /// What the operating system must be able to do; of meaning on Windows alone.
    public var osFeatures: [String]?
    /// When the image was made (RFC 3339).
    public var created: String?
    /// Who made the image.
    public var author: String?
    /// How a container of the image is to be run.
    public var config: Execution?
    /// The layers' content.
    public var rootfs: RootFilesystem
    /// How each layer came to be, lowest first.
    public var history: [History]?
    public var unknownFields = UnknownFields()

    public init(
        architecture: String, os: String = "linux", variant: String? = nil, created: String? = nil,
        author: String? = nil, config: Execution? = nil, rootfs: RootFilesystem, history: [History]? = nil
    ) {
        self.architecture = architecture
        self.os = os
        self.variant = variant
        self.created = created
        self.author = author
        self.config = config
        self.rootfs = rootfs
        self.history = history
    }

    private enum CodingKeys: String, CodingKey {
        case architecture, os, variant, created, author, config, rootfs, history, unknownFields
        case osVersion = "os.version"
        case osFeatures = "os.features"
    }

    /// The platform that the image is for.
    public var platform: Platform { Platform(os: os, architecture: architecture, variant: variant) }

    /// The execution parameters that an image proposes (image-spec, config.md, "config").
    public struct Execution: Hashable, Sendable, Codable {
        /// `user`, `uid`, `user:group`, `uid:gid`, `uid:group` or `user:gid`.
        public var user: String?
        /// `PORT/tcp`, `PORT/udp` or `PORT`, as keys.
        public var exposedPorts: [String: JSONValue]?
        /// `NAME=VALUE` each.
        public var env: [String]?
        /// The command's first words.
        public var entrypoint: [String]?
        /// The command's further words, or the whole command where there is no entry point.
        public var cmd: [String]?
        /// Folders that a container writes data of its own to, as keys.
        public var volumes: [String: JSONValue]?
        /// The working directory.
        public var workingDir: String?
        /// Arbitrary metadata.
        public var labels: [String: String]?
        /// The signal that stops a container, as a name or a number.
        public var stopSignal: String?
        public var unknownFields = UnknownFields()

        public init() {}

        private enum CodingKeys: String, CodingKey {
            case unknownFields
            case user = "User"
            case exposedPorts = "ExposedPorts"
            case env = "Env"
            case entrypoint = "Entrypoint"
            case cmd = "Cmd"
            case volumes = "Volumes"
            case workingDir = "WorkingDir"
            case labels = "Labels"
            case stopSignal = "StopSignal"
        }
    }

    /// The layers' content, whatever they are compressed by.
    public struct RootFilesystem: Hashable, Sendable, Codable {
        /// Always `layers`.
        public var type: String
        /// The digests of the layers' tar streams, not compressed, lowest first.
        public var diffIDs: [Digest]
        public var unknownFields = UnknownFields()

        public init(type: String = "layers", diffIDs: [Digest]) {
            self.type = type
            self.diffIDs = diffIDs
        }

        private enum CodingKeys: String, CodingKey {
            case unknownFields
            case type
            case diffIDs = "diff_ids"
        }
    }

    /// How one layer came to be.
    public struct History: Hashable, Sendable, Codable {
        /// When (RFC 3339).
        public var created: String?
        /// By whom.
        public var author: String?
        /// By which command.
        public var createdBy: String?
        /// What its author says of it.
        public var comment: String?
        /// Whether this step made no layer.
        public var emptyLayer: Bool?
        public var unknownFields = UnknownFields()

        public init(createdBy: String? = nil, emptyLayer: Bool? = nil) {
            self.createdBy = createdBy
            self.emptyLayer = emptyLayer
        }

        private enum CodingKeys: String, CodingKey {
            case unknownFields
            case created, author, comment
            case createdBy = "created_by"
            case emptyLayer = "empty_layer"
        }
    }
}
