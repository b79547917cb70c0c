/// What `serve` last saw of a machine, or agents of all of theirs: a bounded table beside the graph, as it changes each second and is no decision.
public struct Observations: Hashable, Sendable, Codable {
    /// When it was seen, in seconds since 1970.
    public var time: Double
    /// The host first, then the automatons by name.
    public var rows: [ObservedRow]
    /// Requests in a second from each network of clients, the most first; at the most a hundred.
    public var clients: [ClientRow]

    /// Requests from one network.
    public struct ClientRow: Hashable, Sendable, Codable {
        public var network: String
        public var requestsPerSecond: Double
    }
}

/// What is seen of a host, or of an automaton's instances together.
public struct ObservedRow: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
        case host, automaton
    }

    public var kind: Kind
    public var name: String
    /// How many instances there are, and how many of them are ready.
    public var instances: Int
    public var ready: Int
    /// Processors in use; nil where nobody has measured that lately.
    public var processors: Double?
    /// Processors that were asked for.
    public var processorsAllocated: Double
    /// Memory in use, in bytes; nil where nobody has measured that lately.
    public var memory: Int64?
    /// Memory that was asked for, in bytes.
    public var memoryAllocated: Int64
    /// Requests that HAProxy answered in a second; nil where it answers nothing.
    public var requestsPerSecond: Double?
    /// Of those, the ones that failed.
    public var errorsPerSecond: Double?
    /// How long half of the requests, and all but a hundredth, took at the most, in milliseconds.
    public var p50: Int?
    public var p99: Int?
}

/// What came to one automaton in one second, for a picture.
public struct TrafficPoint: Hashable, Sendable, Codable {
    /// In seconds since 1970.
    public var time: Double
    public var automaton: String
    public var instances: Int
    public var requestsPerSecond: Double
    public var errorsPerSecond: Double
    public var p50: Int?
    public var p99: Int?

    public init(
        time: Double, automaton: String, instances: Int, requestsPerSecond: Double, errorsPerSecond: Double = 0,
        p50: Int? = nil, p99: Int? = nil
    ) {
        self.time = time
        self.automaton = automaton
        self.instances = instances
        self.requestsPerSecond = requestsPerSecond
        self.errorsPerSecond = errorsPerSecond
        self.p50 = p50
        self.p99 = p99
    }
}
