import ConfigurationGraph
import TestRandom

@testable import Orchestrator

/// Hosts and automatons of all kinds, the same for the same seed.
struct RandomFleet {
    var hosts: [HostState]
    var policies: [AutomatonPolicy]
    var random: SplitMix

    init(seed: UInt64, hosts count: Int = 8, automatons: Int = 6) {
        var random = SplitMix(state: seed)
        hosts = (0..<Int.random(in: 1...count, using: &random)).map { Self.host($0, &random) }
        policies = (0..<Int.random(in: 1...automatons, using: &random)).map { Self.policy($0, &random) }
        self.random = random
    }

    static func host(_ number: Int, _ random: inout SplitMix) -> HostState {
        let region = ["eu", "us"].randomElement(using: &random)
        var host = HostState.fixture(
            "h\(number)", region: region, zone: ["1", "2"].randomElement(using: &random),
            cpus: Double(Int.random(in: 1...8, using: &random)),
            memory: Int64.random(in: 1...16, using: &random) * gibibyte)
        host.slots = Int.random(in: 1...12, using: &random)
        host.labels = ["disk": Bool.random(using: &random) ? "ssd" : "hdd"]
        if Int.random(in: 0..<5, using: &random) == 0 {
            host.taints = [
                Taint(key: "spot", effect: [.prefer, .forbid, .evict].randomElement(using: &random) ?? .prefer)
            ]
        }
        if Bool.random(using: &random) { host.devices = [DeviceGroup(kind: "gpu", count: 2)] }
        if Bool.random(using: &random) { host.artefacts = ["one"] }
        return host
    }

    static func policy(_ number: Int, _ random: inout SplitMix) -> AutomatonPolicy {
        let chance = { (_ one: Int, _ random: inout SplitMix) in Int.random(in: 0..<one, using: &random) == 0 }
        let count = Int.random(in: 1...6, using: &random)
        var policy = AutomatonPolicy.fixture(
            "s\(number)", count, cpus: Double(Int.random(in: 1...20, using: &random)) / 10,
            memory: Int64.random(in: 1...16, using: &random) * gibibyte / 4)
        if chance(4, &random) { policy.forbidden = [PlaceSelector(region: "us")] }
        if chance(4, &random) { policy.preferred = [.init(PlaceSelector(zone: "1"))] }
        if chance(5, &random) { policy.labels = [[LabelRule(key: "disk", test: .equals("ssd"))]] }
        if chance(4, &random) { policy.ports = [HostPort(UInt16(80 + number % 2))] }
        if chance(6, &random) { policy.devices = [DeviceRequest(kind: "gpu")] }
        if chance(3, &random) {
            policy.neighbours = [
                .init("s\(Int.random(in: 0...number, using: &random))", beside: chance(3, &random), key: .host)
            ]
        }
        if chance(2, &random) { policy.tolerations = [Toleration(key: "spot")] }
        policy.spread = .init(
            key: TopologyKey.allCases.randomElement(using: &random) ?? .host,
            maxSkew: Int.random(in: 1...2, using: &random))
        policy.priority = Int.random(in: 0...2, using: &random)
        policy.preempts = chance(4, &random)
        if chance(6, &random), count == 1 { policy.volumes = [.init("v\(number)")] }
        if chance(3, &random) {
            policy.update = UpdatePolicy(
                maxUnavailable: .count(1), maxSurge: .count(Int.random(in: 0...1, using: &random)))
        }
        if chance(5, &random) { policy.update.strategy = .blueGreen }
        return policy
    }

    func fleet() throws -> Fleet { try Fleet(hosts: hosts, automatons: policies, began: start) }
}

/// What must hold of a fleet whatever happened.
struct Invariants {
    /// What is broken, in words. Counts everything anew, by the states alone.
    static func broken(in fleet: Fleet) -> [String] {
        var faults: [String] = []
        let byHost = Dictionary(grouping: fleet.instanceStates, by: \.host)
        for host in fleet.hostStates {
            let here = byHost[host.name] ?? []
            var used = Resources.none
            for instance in here { used += instance.request }
            if !used.fits(in: host.allocatable) { faults.append("\(host.name) gave away more than it has") }
            if here.count > host.slots { faults.append("\(host.name) has more instances than it takes") }
            if Set(here.map(\.idBase)).count != here.count { faults.append("\(host.name) gave ids away twice") }
            let ports = here.flatMap(\.ports)
            for (index, port) in ports.enumerated() where ports[..<index].contains(where: port.conflicts) {
                faults.append("\(host.name) gave port \(port) away twice")
            }
            let devices = here.flatMap(\.devices).reduce(0) { $0 + $1.count }
            if devices > host.devices.reduce(0, { $0 + $1.count }) { faults.append("\(host.name): devices") }
        }
        let owners = fleet.instanceStates.flatMap { instance in
            instance.volumes.filter(\.exclusive).map { ($0.name, instance.name) }
        }
        for (volume, all) in Dictionary(grouping: owners, by: \.0) where all.count > 1 {
            faults.append("volume \(volume) has the owners \(all.map(\.1))")
        }
        let names = fleet.instanceStates.map(\.name)
        if Set(names).count != names.count { faults.append("two instances have one name") }
        return faults
    }

    /// What is broken of the budgets by the steps of one plan.
    static func overBudget(before: Fleet, after: Fleet, plan: Plan) -> [String] {
        let ready = { (fleet: Fleet, name: String) in
            fleet.instanceStates.count { instance in
                instance.automaton == name && instance.phase == .ready
                    && fleet.host(instance.host).map { $0.lease == .held } == true
            }
        }
        return after.automatons.filter { !$0.isGone }.compactMap { record in
            let policy = record.policy
            let wanted = policy.instances.least
            let surge = policy.isExclusive ? 0 : policy.update.maxSurge.of(wanted, roundedUp: true)
            let isRolling = policy.update.strategy == .rolling
            let missing = policy.isExclusive ? 1 : policy.update.maxUnavailable.of(wanted, roundedUp: false)
            let wasReady = ready(before, policy.name)
            let isReady = ready(after, policy.name)
            let preempted = plan.steps.contains {
                if case .stop(let name, _, let reason) = $0 {
                    name.hasPrefix(policy.name + "-") && reason.contains("ranks higher")
                } else {
                    false
                }
            }
            if isReady < wasReady, isReady < wanted - missing, !preempted {
                return "\(policy.name): \(isReady) ready, \(wanted) wanted, were \(wasReady)"
            }
            let count = record.instances.count
            let had = before.automatonNumbers[policy.name].map { before.automatons[$0].instances.count } ?? 0
            if isRolling, count > had, count > wanted + max(surge, 1) {
                return "\(policy.name) has \(count) of \(wanted)"
            }
            return nil
        }
    }
}
