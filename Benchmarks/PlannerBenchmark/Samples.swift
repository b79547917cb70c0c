import ConfigurationGraph
import Orchestrator

/// Hosts and automatons that are made up: three regions of three zones, hosts of 64 processors and 256 GiB.
enum Samples {
    static let gibibyte: Int64 = 1 << 30
    static let generation = Generation(artefact: "server", configuration: "1")
    static let now = Moment(seconds: 1_800_000_000)

    static func host(_ number: Int) -> HostState {
        var host = HostState(
            name: "node-\(number)", region: "r\(number % 3)", zone: "z\(number / 3 % 3)",
            capacity: Resources(cpus: 64, memory: 256 * gibibyte, storage: 1000 * gibibyte))
        host.labels = ["disk": number % 4 == 0 ? "hdd" : "ssd", "name": host.name]
        host.slots = 250
        return host
    }

    static func hosts(_ count: Int) -> [HostState] { (0..<count).map(host) }

    /// So many instances in so many automatons that ask for nothing but resources.
    static func simple(_ instances: Int, in automatons: Int) -> [AutomatonPolicy] {
        (0..<automatons).map { number in
            var policy = AutomatonPolicy(name: "a\(number)", generation: generation)
            let count = instances / automatons + (number < instances % automatons ? 1 : 0)
            policy.instances = AutomatonPolicy.Count(least: count)
            policy.request = Resources(cpus: 0.25, memory: gibibyte / 2)
            return policy
        }
    }

    /// The same, each with affinity, anti-affinity, spread over zones, labels and a preferred location.
    static func constrained(_ instances: Int, in automatons: Int) -> [AutomatonPolicy] {
        simple(instances, in: automatons).enumerated().map { number, plain in
            var policy = plain
            policy.spread = AutomatonPolicy.Spread(key: .zone, maxSkew: 1)
            policy.preferred = [.init(PlaceSelector(region: "r\(number % 3)"), weight: 10)]
            policy.labels = [[LabelRule(key: "disk", test: .equals("ssd"))]]
            policy.neighbours = [.init("a\((number + 1) % automatons)", beside: false, key: .host)]
            if number > 0 { policy.neighbours.append(.init("a\(number - 1)", beside: true, key: .region)) }
            return policy
        }
    }

    /// Instances as if they had been placed in turn, each automaton's over many hosts; all are ready.
    static func instances(of policies: [AutomatonPolicy], on hosts: [HostState], first: Int = 0) -> [InstanceState] {
        var used: [String: UInt32] = [:]
        var next = first
        return policies.flatMap { policy in
            (1...policy.instances.least).map { number in
                let host = hosts[next % hosts.count]
                next += 1
                let range = used[host.name, default: 0]
                used[host.name] = range + 1
                return InstanceState(
                    name: "\(policy.name)-\(number)", automaton: policy.name, host: host.name, generation: generation,
                    request: policy.request, idBase: host.idStart + range * 65_536)
            }
        }
    }

    static func settled(_ policies: [AutomatonPolicy]) -> [String: AutomatonMemory] {
        Dictionary(policies.map { ($0.name, AutomatonMemory(lastGood: generation)) }) { first, _ in first }
    }
}
