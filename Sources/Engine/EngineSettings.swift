import OCIImages

/// Where an engine finds its graph and keeps its state, and on whose behalf it works.
public struct EngineSettings: Hashable, Sendable {
    /// The folder of blobs, snapshots, volumes and bundles.
    public var stateDirectory: String
    /// The store as `sqlite:PATH` or `etcd://HOST:PORT,…`; nil for `graph.sqlite` in the state directory.
    public var store: String?
    /// The container runtime by name or path; nil for the one that fits this machine.
    public var runtime: String?
    /// The file of the secrets' keys; nil for `secrets.key` in the state directory.
    public var secretsKey: String?
    /// Who does it, as the history says: the user's name.
    public var author: String
    /// The path of this program, which conmon calls when a container ends.
    public var program: String

    /// The most bytes that a layer may unpack to; nil for the default.
    public var layerSize: Int64?
    /// The most bytes that one compressed byte of a layer may become; nil for the default.
    public var layerRatio: Int64?

    /// The folder used where none is given.
    public static let defaultStateDirectory = "/var/lib/emergence"

    public init(
        stateDirectory: String = EngineSettings.defaultStateDirectory, store: String? = nil, runtime: String? = nil,
        secretsKey: String? = nil,
        author: String, program: String
    ) {
        self.stateDirectory = stateDirectory
        self.store = store
        self.runtime = runtime
        self.secretsKey = secretsKey
        self.author = author
        self.program = program
    }
}

extension EngineSettings {
    /// How much a layer may hold.
    var layerLimits: LayerLimits {
        var limits = LayerLimits.default
        if let layerSize { limits.bytes = layerSize }
        if let layerRatio { limits.ratio = layerRatio }
        return limits
    }
}
