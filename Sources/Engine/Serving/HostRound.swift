import ConfigurationGraph
import Relay
import Runtime

/// What a watch remembers from one look to the next.
struct HostRound {
    /// The state of the graph that the assignments are of.
    var revision: Revision?
    var assignments: [Assignment] = []
    /// The instances on other hosts of what this one answers for.
    var elsewhere: [BalancingPlan.Candidate] = []
    /// The automatons that HAProxy answers for. It goes on when the last instance leaves this host: whoever asks this host
    /// doesn't know where they are.
    var answered: Set<String> = []
    /// The automatons that instances here call and that one address can't stand for.
    var callees: [Callee] = []
    /// Those of them that an address stands for; it goes on to while they are called.
    var called: Set<String> = []
    /// The state of the graph that what runs here is exposed as.
    var exposedRevision: Revision?
    /// The state of the graph that the names which instances know are of.
    var namedRevision: Revision?
    /// What HAProxy should be.
    var plan = BalancerConfiguration()
    var observer = Observer()
    /// What instances use.
    var meter = UsageMeter()
    /// Where the host is, as the operator says; nil where that isn't said.
    var location: Location?
    /// Where clients are.
    var places = ClientPlaces()
    /// The requests of each automaton in the last three seconds, by where they came from.
    private var rates: [Observer.Origin: [Double]] = [:]
    private var nextSecond: ContinuousClock.Instant?
    private var secondsUnrecorded = 0
    private var secondsUnmeasured = Self.usageInterval
    /// How often it is looked at what instances use, in seconds: of hundreds that takes longer than all else together.
    private static let usageInterval = 3
    private var told: [String: [Int]] = [:]
    private var obstacles: Set<String> = []
    private var trouble = Trouble()

    /// Whether a second has gone by since the last one did.
    mutating func isNewSecond() -> Bool {
        let now = ContinuousClock.now
        guard nextSecond.map({ $0 <= now }) ?? true else { return false }
        // A bit less, or a timer that is early by a hair would be a whole second late.
        nextSecond = now + .milliseconds(900)
        return true
    }

    /// Whether it is time to look at what instances use.
    mutating func isTimeForUsage() -> Bool {
        secondsUnmeasured += 1
        guard secondsUnmeasured >= Self.usageInterval else { return false }
        secondsUnmeasured = 0
        return true
    }

    /// Keeps the load of a second, for those that are still served, and each third time gives the mean of the three: a
    /// single busy moment is no load.
    mutating func remember(
        _ points: [TrafficPoint], _ origins: [Observer.Origin: Double]
    ) -> [Observer.Origin: Double]? {
        var kept: [Observer.Origin: [Double]] = [:]
        // That nothing comes from a network is known as well.
        let networks = [nil] + places.networks.names.map { Optional($0) }
        for point in points {
            for network in networks {
                let origin = Observer.Origin(automaton: point.automaton, network: network)
                kept[origin] = Array(((rates[origin] ?? []) + [origins[origin] ?? 0]).suffix(3))
            }
        }
        rates = kept
        secondsUnrecorded += 1
        guard secondsUnrecorded >= 3 else { return nil }
        secondsUnrecorded = 0
        return kept.mapValues { $0.reduce(0, +) / Double($0.count) }
    }

    /// Tells what HAProxy has become, where that is new.
    mutating func tell(_ plan: BalancerConfiguration, _ events: EventHandler) {
        let now = plan.services.reduce(into: [String: [Int]]()) { counts, service in
            counts[service.name] = [service.servers.count { $0.state == .ready }, service.servers.count]
        }
        for (name, counts) in now.sorted(by: { $0.key < $1.key }) where told[name] != counts {
            events(.balancing(service: name, ready: counts[0], of: counts[1]))
        }
        told = now
    }

    /// Tells why something can't be called, once.
    mutating func tell(_ found: Set<String>, _ events: EventHandler) {
        for obstacle in found.subtracting(obstacles).sorted() { events(.note(obstacle)) }
        obstacles.formUnion(found)
    }

    /// Tells what went wrong, once for as long as it does.
    mutating func failed(_ error: any Error, _ events: EventHandler) { trouble.tell(error, events) }

    mutating func worked() { trouble = Trouble() }
}
