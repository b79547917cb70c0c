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
            guard var host = fleet.host(name), names.contains(name) else {
                throw Self.nothing("host", called: name, among: names)
            }
            // So long ago that it is given up by now, with all that a watchdog may take.
            host.lease = .ranOut(now + -86_400)
            fleet.put(host)
        }
        for demand in demands where !automatons.contains(demand.automaton) {
            throw Self.nothing("automaton", called: demand.automaton, among: automatons.sorted())
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

    private static func nothing(_ kind: String, called name: String, among names: [String]) -> Failure {
        let nearest = Catalogue.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
        return Failure(.failed, "there is no \(kind) '\(name)'", hint: nearest ?? "'emergence get \(kind)' lists them")
    }
}
