/// What the operator wants of an automaton, read from the catalogue's parameters: how many, where, and how they change.
public struct AutomatonPolicy: Hashable, Sendable {
    public var name: String
    public var instances = Count()
    public var target = Target()
    /// How long more must be needed before there is more, in seconds.
    public var upWindow: Double = 0
    /// How long less must be needed before there is less, in seconds.
    public var downWindow: Double = 300
    /// What each instance needs.
    public var request = Resources(cpu: 100, memory: 67_108_864)
    public var devices: [DeviceRequest] = []
    /// The ports of its host that each instance takes.
    public var ports: [HostPort] = []
    /// GOARCH's name of what it is built for; nil for any.
    public var architecture: String?
    /// What its host's kernel and runtime must be able to do.
    public var features: Set<String> = []
    /// Where it may be; anywhere if empty.
    public var allowed: [PlaceSelector] = []
    public var forbidden: [PlaceSelector] = []
    public var preferred: [Preference] = []
    /// Sets of rules for labels of which the host must meet one; any host if empty.
    public var labels: [[LabelRule]] = []
    public var neighbours: [Neighbour] = []
    public var spread = Spread()
    public var tolerations: [Toleration] = []
    public var priority: Int = 0
    /// Whether those that rank lower make room for it.
    public var preempts: Bool = false
    public var update = UpdatePolicy()
    public var volumes: [VolumeUse] = []
    /// What it runs.
    public var generation: Generation

    /// Lets it have no instance, whatever is measured.
    mutating func suspend() {
        instances = Count(least: 0, most: 0)
        target = Target()
    }

    public init(name: String, generation: Generation) {
        self.name = name
        self.generation = generation
    }

    /// How many instances there may be.
    public struct Count: Hashable, Sendable {
        public var least: Int
        public var most: Int
        /// How many there are at first; nil for the fewest.
        public var initial: Int?

        public init(least: Int = 1, most: Int? = nil, initial: Int? = nil) {
            self.least = least
            self.most = most ?? max(least, 1)
            self.initial = initial
        }
    }

    /// What each instance should bear. Without any, the number of instances doesn't follow the load.
    public struct Target: Hashable, Sendable {
        public var requestsPerSecond: Double?
        /// How long requests may take, in seconds.
        public var latency: Double?
        /// The part of the requests that keep to it.
        public var percentile: Double = 0.95
        public var cpuUtilisation: Double?

        public init(requestsPerSecond: Double? = nil, latency: Double? = nil, cpuUtilisation: Double? = nil) {
            self.requestsPerSecond = requestsPerSecond
            self.latency = latency
            self.cpuUtilisation = cpuUtilisation
        }

        var isNone: Bool { requestsPerSecond == nil && latency == nil && cpuUtilisation == nil }
    }

    /// Where it had better be.
    public struct Preference: Hashable, Sendable {
        public var selector: PlaceSelector
        public var weight: Int

        public init(_ selector: PlaceSelector, weight: Int = 1) {
            self.selector = selector
            self.weight = weight
        }
    }

    /// An automaton that it is beside, or away from.
    public struct Neighbour: Hashable, Sendable {
        public var automaton: String
        public var beside: Bool
        public var key: TopologyKey

        public init(_ automaton: String, beside: Bool, key: TopologyKey = .host) {
            self.automaton = automaton
            self.beside = beside
            self.key = key
        }
    }

    /// What its instances are spread over. Among the places with room, those with the fewest get the next one.
    public struct Spread: Hashable, Sendable {
        public var key: TopologyKey
        public var maxSkew: Int

        public init(key: TopologyKey = .host, maxSkew: Int = 1) {
            self.key = key
            self.maxSkew = maxSkew
        }
    }

    /// A volume that it mounts.
    public struct VolumeUse: Hashable, Sendable {
        public var name: String
        /// Whether one instance alone may ever have it.
        public var exclusive: Bool

        public init(_ name: String, exclusive: Bool = true) {
            self.name = name
            self.exclusive = exclusive
        }
    }

    /// Whether an instance of it can't be started elsewhere before it stops.
    public var isExclusive: Bool { volumes.contains(where: \.exclusive) }
    /// Whether what it keeps ties it to a host.
    var isStateful: Bool { !volumes.isEmpty }
}
