/// What a runtime says of a container, as `state` prints it (runtime-spec, runtime.md, "State").
public struct ContainerState: Hashable, Sendable, Codable {
    /// The version of the specification that it follows.
    public var ociVersion: String
    /// The container's name, unlike any other's on the host.
    public var id: String
    /// `creating`, `created`, `running` or `stopped`.
    public var status: String
    /// The process's id on the host; needed while the container is created or runs.
    public var pid: Int?
    /// The absolute path of the bundle.
    public var bundle: String
    public var annotations: [String: String]?
    public var unknownFields = UnknownFields()

    public init(ociVersion: String, id: String, status: String, pid: Int? = nil, bundle: String) {
        self.ociVersion = ociVersion
        self.id = id
        self.status = status
        self.pid = pid
        self.bundle = bundle
    }
}
