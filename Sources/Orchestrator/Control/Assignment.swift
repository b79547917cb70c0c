/// An instance as the graph places it on a host, with what its agent must know to begin and end it in the right order.
public struct Assignment: Hashable, Sendable {
    public var instance: String
    /// The digest of the resolved configuration that it runs with.
    public var spec: String
    /// Whether it is to run; not so while it ends, or where the operator stopped it. Its node stays until then.
    public var isWanted: Bool
    /// What it was given of the host.
    public var request: Resources
    /// What it has for itself alone on the host, in any words: volumes, ports, devices, ids. Nobody is started who wants
    /// what another one that still runs has.
    public var claims: Set<String>
    /// Whether it holds an exclusive volume, so that it must never run twice.
    public var isExclusive: Bool
    /// What the graph says of it with this spec; nil where nothing was reported since it was placed or changed.
    public var reported: InstanceReport.State?

    public init(
        instance: String, spec: String, isWanted: Bool = true, request: Resources = .none, claims: Set<String> = [],
        isExclusive: Bool = false, reported: InstanceReport.State? = nil
    ) {
        self.instance = instance
        self.spec = spec
        self.isWanted = isWanted
        self.request = request
        self.claims = claims
        self.isExclusive = isExclusive
        self.reported = reported
    }
}

/// What a host's agent says of an instance.
public struct InstanceReport: Hashable, Sendable {
    public enum State: String, Hashable, Sendable {
        case starting, ready, failed
        /// It doesn't run, as it isn't to run: its end may be relied on.
        case ended
    }

    public var instance: String
    /// What it runs, or is to run.
    public var spec: String
    public var state: State

    public init(instance: String, spec: String, state: State) {
        self.instance = instance
        self.spec = spec
        self.state = state
    }
}
