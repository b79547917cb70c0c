/// What was measured of an automaton, or of one of its instances, over a short time that ended at ``time``.
///
/// Observations are kept beside the graph and are no revisions. What wasn't measured is nil, which isn't nought.
public struct Observation: Hashable, Sendable, Codable {
    /// The automaton's name.
    public var automaton: String
    /// The instance that it was measured at; nil for the automaton as a whole.
    public var instance: String?
    /// Where the requests came from; nil for all of them together.
    public var location: Location?
    /// The host that measured it, of those that each measure what comes to them; nil where one measures all.
    public var host: String?
    /// Requests in a second.
    public var requestsPerSecond: Double?
    /// How long half of the requests took at most, in seconds.
    public var p50: Double?
    /// How long 99 of 100 requests took at most, in seconds.
    public var p99: Double?
    /// Requests in a second that failed.
    public var errorsPerSecond: Double?
    /// Processors in use, as a count.
    public var cpu: Double?
    /// Memory in use, in bytes.
    public var memory: Int64?
    /// When it was measured.
    public var time: Moment

    public init(
        automaton: String, instance: String? = nil, location: Location? = nil, host: String? = nil,
        requestsPerSecond: Double? = nil, p50: Double? = nil, p99: Double? = nil, errorsPerSecond: Double? = nil,
        cpu: Double? = nil, memory: Int64? = nil, time: Moment
    ) {
        self.automaton = automaton
        self.instance = instance
        self.location = location
        self.host = host
        self.requestsPerSecond = requestsPerSecond
        self.p50 = p50
        self.p99 = p99
        self.errorsPerSecond = errorsPerSecond
        self.cpu = cpu
        self.memory = memory
        self.time = time
    }
}

/// A region, or a zone of it: where hosts are, and where requests come from.
public struct Location: Hashable, Sendable, Codable, Comparable {
    public var region: String
    /// The zone; nil for the region as a whole.
    public var zone: String?

    public init(region: String, zone: String? = nil) {
        self.region = region
        self.zone = zone
    }

    public static func < (left: Location, right: Location) -> Bool {
        (left.region, left.zone ?? "") < (right.region, right.zone ?? "")
    }
}

extension Location: CustomStringConvertible {
    public var description: String { zone.map { "\(region)/\($0)" } ?? region }
}

/// How long it takes from one location to another and back, as agents measure it between their hosts' addresses.
public struct RoundTrip: Hashable, Sendable, Codable {
    public var from: Location
    public var to: Location
    public var seconds: Double
    /// When it was measured.
    public var time: Moment

    public init(from: Location, to: Location, seconds: Double, time: Moment) {
        self.from = from
        self.to = to
        self.seconds = seconds
        self.time = time
    }
}

/// Everything that is known by measurement at one time, in no particular order.
public struct Observations: Hashable, Sendable, Codable {
    public var measured: [Observation]
    public var roundTrips: [RoundTrip]

    public init(measured: [Observation] = [], roundTrips: [RoundTrip] = []) {
        self.measured = measured
        self.roundTrips = roundTrips
    }
}
