/// Something that was measured of a subject at a time.
public protocol Measured: Hashable, Sendable, Codable {
    /// What was measured, so that the newest of each can be told.
    associatedtype Subject: Hashable, Sendable, Codable

    var subject: Subject { get }
    var time: Moment { get }
    /// All that was measured.
    var numbers: [Double?] { get }
}

extension Measured {
    /// Whether somebody can have measured it: not later than now, and all of it numbers.
    public func isBelievable(at now: Moment) -> Bool {
        time <= now && numbers.allSatisfy { $0?.isFinite ?? true }
    }
}

extension Observation: Measured {
    /// An automaton, or one of its instances, as seen from one location or from all, by one host or by whoever sees all.
    public struct Subject: Hashable, Sendable, Codable {
        public var automaton: String
        public var instance: String?
        public var location: Location?
        public var host: String?
    }

    public var subject: Subject {
        Subject(automaton: automaton, instance: instance, location: location, host: host)
    }
    public var numbers: [Double?] { [requestsPerSecond, p50, p99, errorsPerSecond, cpu] }
}

extension RoundTrip: Measured {
    /// The way from one location to another.
    public struct Subject: Hashable, Sendable, Codable {
        public var from: Location
        public var to: Location
    }

    public var subject: Subject { Subject(from: from, to: to) }
    public var numbers: [Double?] { [seconds] }
}

extension Observations {
    /// The same by time, then by subject.
    public var sorted: Observations {
        Observations(
            measured: measured.sorted { ($0.time, $0.order) < ($1.time, $1.order) },
            roundTrips: roundTrips.sorted { ($0.time, $0.from, $0.to) < ($1.time, $1.from, $1.to) })
    }

    /// The newest of each subject, in the same order.
    public var newest: Observations {
        Observations(measured: Self.newest(of: measured), roundTrips: Self.newest(of: roundTrips)).sorted
    }

    private static func newest<Value: Measured>(of values: [Value]) -> [Value] {
        Array(
            Dictionary(values.map { ($0.subject, $0) }, uniquingKeysWith: { $0.time < $1.time ? $1 : $0 }).values)
    }
}

extension Observation {
    /// The subject as words that can be compared; what isn't told comes first.
    fileprivate var order: Words {
        Words(
            words: [automaton, instance ?? "", location?.region ?? "", location?.zone ?? "", host ?? ""],
            told: [instance != nil, location != nil, location?.zone != nil, host != nil])
    }

    fileprivate struct Words: Comparable {
        let words: [String]
        let told: [Bool]

        static func < (left: Words, right: Words) -> Bool {
            if left.words != right.words { return left.words.lexicographicallyPrecedes(right.words) }
            return left.told.lexicographicallyPrecedes(right.told) { !$0 && $1 }
        }
    }
}
