public import Sealing

/// The secrets that an instance is given in memory alone.
public struct LaunchSecrets: Sendable {
    /// One secret as a file, at `secrets/files/NAME` in the bundle, from where the configuration mounts it.
    public struct File: Sendable {
        /// The name of the file in the bundle.
        public var name: String
        public var value: SecretValue
        /// The permission bits.
        public var mode: UInt32

        public init(name: String, value: SecretValue, mode: UInt32) {
            self.name = name
            self.value = value
            self.mode = mode
        }
    }

    /// The container's user whose the files are.
    public var user: UInt32
    /// The container's group whose the files are.
    public var group: UInt32
    public var files: [File]
    /// The values of variables by name, which take the place of what the configuration has for them.
    public var variables: [String: SecretValue]

    public init(
        user: UInt32 = 0, group: UInt32 = 0, files: [File] = [], variables: [String: SecretValue] = [:]
    ) {
        self.user = user
        self.group = group
        self.files = files
        self.variables = variables
    }

    /// Whether there are none.
    public var isEmpty: Bool { files.isEmpty && variables.isEmpty }
}
