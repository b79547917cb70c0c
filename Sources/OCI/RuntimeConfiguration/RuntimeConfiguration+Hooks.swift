extension RuntimeConfiguration {
    /// Programs that the runtime runs at points of the container's life (runtime-spec, config.md, "POSIX-platform
    /// Hooks").
    public struct Hooks: Hashable, Sendable, Codable {
        /// Deprecated by the specification for the three that follow.
        public var prestart: [Hook]?
        /// Since 1.0.2.
        public var createRuntime: [Hook]?
        /// Since 1.0.2.
        public var createContainer: [Hook]?
        /// Since 1.0.2.
        public var startContainer: [Hook]?
        public var poststart: [Hook]?
        public var poststop: [Hook]?
        public var unknownFields = UnknownFields()

        public init() {}
    }

    /// One program.
    public struct Hook: Hashable, Sendable, Codable {
        /// The absolute path.
        public var path: String
        /// The words, the program's own name first.
        public var args: [String]?
        /// `NAME=VALUE` each.
        public var env: [String]?
        /// In seconds, after which the program is ended.
        public var timeout: Int?
        public var unknownFields = UnknownFields()

        public init(path: String, args: [String]? = nil, env: [String]? = nil, timeout: Int? = nil) {
            self.path = path
            self.args = args
            self.env = env
            self.timeout = timeout
        }
    }
}
