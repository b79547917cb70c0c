import ConfigurationGraph
import Orchestrator
import TestRandom

/// A world as it begins, and what happens to it: all by one seed.
public struct Scenario: Sendable {
    public let seed: UInt64
    /// For how many milliseconds there are faults.
    public let length: Int64
    var hosts: [HostState] = []
    /// Hosts that join later.
    var joining: [HostState] = []
    var policies: [AutomatonPolicy] = []
    var adding: [AutomatonPolicy] = []
    var demand: [String: Demand] = [:]
    var settings = PlannerSettings()
    /// What happens, by time.
    public var faults: [Fault] = []

    /// After the faults: what is placeable is placed within this time.
    static let bound: Int64 = 20 * 60_000
    /// And from then on nothing changes.
    static let quiet: Int64 = 8 * 60_000

    /// - Parameter jams: whether ways jam too. Without, a world is what its seed made of it before there were jams.
    public init(seed: UInt64, length: Int64 = 3_600_000, jams: Bool = true) {
        self.seed = seed
        self.length = length
        var random = SplitMix(state: seed)
        for number in 0..<random.from(3, to: 7) { hosts.append(Self.host(Int(number), &random)) }
        for number in 0..<2 { joining.append(Self.host(hosts.count + number, &random)) }
        for number in 0..<random.from(3, to: 7) { policies.append(policy("a\(number)", &random)) }
        for number in 0..<2 { adding.append(policy("b\(number)", &random)) }
        let count = random.from(10, to: 50) * length / 3_600_000
        for _ in 0..<max(count, 3) {
            faults.append(Fault(time: random.from(60_000, to: length), kind: kind(&random)))
        }
        if jams { addJams() }
        faults.sort { $0.time < $1.time }
    }

    /// A few jams, by chance of their own.
    private mutating func addJams() {
        var random = SplitMix(state: seed ^ 0x1A44)
        for _ in 0..<max(random.from(0, to: 6) * length / 3_600_000, 1) {
            let time = random.from(60_000, to: length)
            let long = random.from(5000, to: 90_000)
            let kind: Fault.Kind =
                random.chance(0.5)
                ? .jamController(Int(random.below(2)), for: long)
                : .jam(Int(random.below(hosts.count)), for: long)
            faults.append(Fault(time: time, kind: kind))
        }
    }

    private static func host(_ number: Int, _ random: inout SplitMix) -> HostState {
        var host = HostState(
            name: "h\(number)", region: random.pick(["eu", "us"]), zone: random.pick(["1", "2"]),
            capacity: Resources(
                cpu: random.from(2, to: 8) * 1000, memory: random.from(4, to: 16) << 30, storage: 100 << 30))
        host.slots = Int(random.from(4, to: 12))
        host.labels = ["disk": random.pick(["ssd", "hdd"])]
        if random.chance(0.3) { host.devices = [DeviceGroup(kind: "gpu", count: Int(random.from(1, to: 2)))] }
        if random.chance(0.2) { host.taints = [Taint(key: "spot", effect: .prefer)] }
        return host
    }

    private mutating func policy(_ name: String, _ random: inout SplitMix) -> AutomatonPolicy {
        var policy = AutomatonPolicy(
            name: name, generation: Generation(artefact: "good-1", configuration: "good-1"))
        let count = Int(random.from(1, to: 5))
        policy.instances = .init(least: count)
        policy.request = Resources(cpu: random.from(1, to: 15) * 100, memory: random.from(1, to: 8) << 28)
        policy.update.progressDeadline = Double(random.from(60, to: 180))
        policy.priority = Int(random.below(3))
        policy.preempts = random.chance(0.15)
        if random.chance(0.3) { policy.spread = .init(key: random.pick([.zone, .region]), maxSkew: 1) }
        if random.chance(0.15) { policy.forbidden = [PlaceSelector(region: random.pick(["eu", "us"]))] }
        if random.chance(0.15) { policy.preferred = [.init(PlaceSelector(zone: "1"), weight: 5)] }
        if random.chance(0.15) { policy.labels = [[LabelRule(key: "disk", test: .equals("ssd"))]] }
        if random.chance(0.2) { policy.ports = [HostPort(UInt16(8080 + random.below(2)))] }
        if random.chance(0.1) { policy.devices = [DeviceRequest(kind: "gpu")] }
        if random.chance(0.25) {
            policy.neighbours = [.init("a\(random.below(5))", beside: false, key: random.pick([.host, .zone]))]
        } else if random.chance(0.1) {
            policy.neighbours = [.init("a\(random.below(5))", beside: true, key: random.pick([.host, .zone]))]
        }
        if random.chance(0.3) { policy.tolerations = [Toleration(key: "fault")] }
        switch random.below(5) {
        case 0: policy.update.maxSurge = .count(0)
        case 1: policy.update = update(policy.update, unavailable: .count(1), surge: .count(0))
        case 2: policy.update = update(policy.update, unavailable: .percent(25), surge: .percent(50))
        default: break
        }
        switch random.below(8) {
        case 0: policy.update.strategy = .recreate
        case 1: policy.update.strategy = .blueGreen
        default: break
        }
        if random.chance(0.3) {
            policy.instances = .init(least: 1)
            policy.volumes = [.init("volume-of-\(name)")]
        } else if random.chance(0.35) {
            policy.instances = .init(least: 1, most: 8)
            policy.target = .init(requestsPerSecond: 100)
            policy.downWindow = Double(random.from(30, to: 300))
            policy.upWindow = Double(random.from(0, to: 30))
            demand[name] = Demand(
                base: Double(random.from(100, to: 500)), swing: Double(random.from(0, to: 100)),
                period: Double(random.from(600, to: 3600)))
        }
        return policy
    }

    private func update(_ old: UpdatePolicy, unavailable: UpdatePolicy.Share, surge: UpdatePolicy.Share) -> UpdatePolicy
    {
        UpdatePolicy(
            strategy: old.strategy, maxUnavailable: unavailable, maxSurge: surge,
            progressDeadline: old.progressDeadline)
    }

    private func kind(_ random: inout SplitMix) -> Fault.Kind {
        let machine = Int(random.below(Int64(hosts.count + (random.chance(0.1) ? joining.count : 0))))
        let controller = Int(random.below(2))
        let long = random.chance(0.4) ? random.from(1000, to: 20_000) : random.from(10_000, to: 240_000)
        let automaton = random.pick(policies).name
        let isBothWays = random.chance(0.5)
        let to = isBothWays || random.chance(0.5)
        let step = random.chance(0.5) ? random.from(-3_600_000, to: 3_600_000) : random.from(-20_000, to: 20_000)
        switch random.below(30) {
        case 0, 1: return .crashMachine(machine, downFor: long)
        case 2: return .killAgent(machine, after: Int(random.below(6)))
        case 3: return .pauseAgent(machine, for: long)
        case 4, 5, 6: return .cutOff(machine, to: to, from: isBothWays || !to, for: long)
        case 7: return .slow(machine, for: long)
        case 8: return .lossy(machine, for: long)
        case 9: return .setWallClock(machine, by: step)
        case 10: return .fillDisk(machine, for: long)
        case 11: return .failStarts(machine, for: long)
        case 12: return random.chance(0.5) ? .endProcess(machine) : .flapReadiness(machine)
        case 13: return .shrink(machine, for: long)
        case 14: return .twin(machine, for: long)
        case 15: return .join(Int(random.below(joining.count)))
        case 16: return random.chance(0.3) ? .removeHost(machine) : .cordon(machine, for: long)
        case 17, 18: return .killController(controller, after: Int(random.below(8)))
        case 19: return .pauseController(controller, for: long)
        case 20, 21: return .cutOffController(controller, to: to, from: isBothWays || !to, for: long)
        case 22: return .slowController(controller, for: long)
        case 23: return .setControllerWallClock(controller, by: step)
        case 24: return .drain(machine, for: long)
        case 25: return .taint(machine, random.pick([.forbid, .evict]), for: long)
        case 26, 27: return .roll(automaton, generation(&random))
        case 28: return random.chance(0.7) ? .scale(automaton, Int(random.from(1, to: 6))) : load(&random)
        default:
            switch random.below(4) {
            case 0: return .add(Int(random.below(adding.count)))
            case 1: return .remove(automaton)
            default: return load(&random)
            }
        }
    }

    private func generation(_ random: inout SplitMix) -> Generation {
        let word = { (random: inout SplitMix) in
            (random.chance(0.3) ? "bad-" : "good-") + "\(random.below(4))"
        }
        if random.chance(0.2) { return Generation(artefact: "good-1", configuration: "good-1'\(random.below(9))") }
        return Generation(artefact: word(&random), configuration: random.chance(0.5) ? word(&random) : "good-1")
    }

    private func load(_ random: inout SplitMix) -> Fault.Kind {
        let names = demand.keys.sorted()
        guard !names.isEmpty else { return .scale(random.pick(policies).name, 2) }
        let name = random.pick(names)
        switch random.below(3) {
        case 0: return .flapDemand(name, for: random.from(60_000, to: 600_000))
        case 1: return .stopMeasuring(name, for: random.from(10_000, to: 300_000))
        default: return .demand(name, Double(random.from(50, to: 900)))
        }
    }
}
