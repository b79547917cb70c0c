import ConfigurationGraph

/// What was measured lately, by automaton. What is too old, or of a time to come, wasn't measured.
struct ObservationTable {
    private var byAutomaton: [String: Measured] = [:]
    /// Seconds from one location to another and back, as last measured.
    let roundTrips: [Location: [Location: Double]]
    /// Who was measured.
    var automatons: some Sequence<String> { byAutomaton.keys }

    init(_ observations: Observations, now: Moment, staleAfter: Double) {
        let isFresh = { (time: Moment) in abs(now.seconds(since: time)) <= staleAfter }
        for observation in observations.measured {
            byAutomaton[observation.automaton, default: Measured()].add(observation, isFresh: isFresh(observation.time))
        }
        var latest: [Location: [Location: RoundTrip]] = [:]
        for trip in observations.roundTrips where trip.seconds.isFinite && trip.seconds >= 0 {
            for (from, to) in [(trip.from, trip.to), (trip.to, trip.from)] {
                if let known = latest[from]?[to], (known.time, -known.seconds) >= (trip.time, -trip.seconds) {
                    continue
                }
                latest[from, default: [:]][to] = trip
            }
        }
        roundTrips = latest.mapValues { $0.mapValues(\.seconds) }
    }

    func measured(_ automaton: String) -> Measured { byAutomaton[automaton] ?? Measured() }
}

/// What was measured of one automaton: the latest of each thing, by each host that measures what comes to it.
struct Measured {
    /// By the host that measured; nil for who measures all.
    private var observers: [String?: Observed] = [:]
    /// Whether something that is known of isn't measured any more.
    private(set) var isStale = false

    mutating func add(_ observation: Observation, isFresh: Bool) {
        guard isFresh else {
            isStale = true
            return
        }
        observers[observation.host, default: Observed()].add(observation)
    }

    /// Requests in a second, to all hosts together; nil where none measured them.
    var requestsPerSecond: Double? { sum(observers.values.compactMap(\.requestsPerSecond)) }

    /// Requests in a second by where they come from, without those that send none.
    var requestsByLocation: [Location: Double] {
        let all = Dictionary(grouping: observers.values.flatMap(\.requestsByLocation), by: \.key)
        return all.compactMapValues { sum($0.map(\.value)) }
    }

    /// How long that part of the requests took at most, where they took longest: by the nearest percentile measured that
    /// isn't below it.
    func latency(of part: Double) -> Double? {
        let path = part <= 0.5 ? \Observation.p50 : \Observation.p99
        return observers.values.compactMap { $0.greatest(path) }.max()
    }

    /// Processors in use by these instances together; nil if any wasn't measured.
    func cpu(of instances: [String]) -> Double? {
        let known = instances.compactMap { name in observers.values.compactMap { $0.cpu(of: name) }.max() }
        if known.count == instances.count, !known.isEmpty { return sum(known) }
        return sum(observers.values.compactMap(\.cpu))
    }

    /// In one order, as a sum of fractions depends on it.
    private func sum(_ numbers: [Double]) -> Double? {
        numbers.isEmpty ? nil : numbers.sorted().reduce(0, +)
    }
}

/// What one host measured of one automaton.
private struct Observed {
    private var whole: Observation?
    private var byLocation: [Location: Observation] = [:]
    private var byInstance: [String: Observation] = [:]

    mutating func add(_ observation: Observation) {
        if let instance = observation.instance {
            Self.keepLatest(observation, &byInstance[instance])
        } else if let location = observation.location {
            Self.keepLatest(observation, &byLocation[location])
        } else {
            Self.keepLatest(observation, &whole)
        }
    }

    private static func keepLatest(_ new: Observation, _ kept: inout Observation?) {
        guard let old = kept, (old.time, old.load) >= (new.time, new.load) else {
            kept = new
            return
        }
    }

    /// Requests in a second: of the whole; else the sum over locations; else over instances.
    var requestsPerSecond: Double? {
        if let all = whole?.requestsPerSecond?.sound { return all }
        for rows in [byLocation.values.map { $0 }, byInstance.values.map { $0 }] where !rows.isEmpty {
            let known = rows.compactMap { $0.requestsPerSecond?.sound }.sorted()
            if known.count == rows.count { return known.reduce(0, +) }
        }
        return nil
    }

    var requestsByLocation: [Location: Double] {
        byLocation.compactMapValues { $0.requestsPerSecond?.sound }.filter { $0.value > 0 }
    }

    /// That number of the whole; else the greatest of any location or instance.
    func greatest(_ path: KeyPath<Observation, Double?>) -> Double? {
        if let all = whole?[keyPath: path]?.sound { return all }
        return (byLocation.values.map { $0 } + byInstance.values.map { $0 }).compactMap { $0[keyPath: path]?.sound }
            .max()
    }

    /// Processors in use by all of its instances.
    var cpu: Double? { whole?.cpu?.sound }

    func cpu(of instance: String) -> Double? { byInstance[instance]?.cpu?.sound }
}

extension Observation {
    /// What decides between two of the same time.
    fileprivate var load: Double { requestsPerSecond?.sound ?? 0 }
}

extension Double {
    /// The number if it can have been measured.
    fileprivate var sound: Double? { isFinite && self >= 0 ? self : nil }
}
