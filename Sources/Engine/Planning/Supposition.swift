public import ConfigurationGraph
public import Orchestrator

/// What might be otherwise than it is.
public struct Supposition: Hashable, Sendable {
    /// Hosts that are lost.
    public var lost: [String] = []
    /// Hosts that join.
    public var joining: [JoiningHosts] = []
    /// Requests that come to automatons.
    public var demands: [SupposedDemand] = []
    /// Declarations that are applied.
    public var files: [String] = []

    public init() {}
}

/// Some hosts that are alike.
public struct JoiningHosts: Hashable, Sendable {
    public var count: Int
    public var capacity: Resources
    public var location: Location?

    public init(count: Int, capacity: Resources, location: Location?) {
        self.count = count
        self.capacity = capacity
        self.location = location
    }
}

/// Requests in a second that come to an automaton.
public struct SupposedDemand: Hashable, Sendable {
    public var automaton: String
    public var requestsPerSecond: Double
    /// Where they come from; nil for anywhere.
    public var location: Location?

    public init(automaton: String, requestsPerSecond: Double, location: Location?) {
        self.automaton = automaton
        self.requestsPerSecond = requestsPerSecond
        self.location = location
    }
}

extension Supposition {
    /// Lets a fleet be as is supposed.
    ///
    /// - Throws: ``Failure`` for a host or an automaton that isn't there.
    func apply(to fleet: inout Fleet, automatons: Set<String>, now: Moment) throws {
        let names = fleet.hostStates.map(\.name)
        for name in lost {
            guard names.contains(name) else {
                throw Failure.nothing("host", called: name, among: names, else: "'emergence get host' lists them")
            }
            fleet.lose(name, by: now)
        }
        for demand in demands where !automatons.contains(demand.automaton) {
            throw Failure.nothing(
                "automaton", called: demand.automaton, among: automatons.sorted(),
                else: "'emergence get automaton' lists them")
        }
        var number = 1
        for hosts in joining {
            for _ in 0..<hosts.count {
                while fleet.host("new-\(number)") != nil { number += 1 }
                fleet.put(
                    HostState(
                        name: "new-\(number)", region: hosts.location?.region, zone: hosts.location?.zone,
                        capacity: hosts.capacity))
            }
        }
    }
}

extension Fleet {
    /// Lets a host be lost so long ago that it is given up by now, with all that a watchdog may take.
    mutating func lose(_ name: String, by now: Moment) {
        guard var host = host(name) else { return }
        host.lease = .ranOut(now + -86_400)
        put(host)
    }
}
