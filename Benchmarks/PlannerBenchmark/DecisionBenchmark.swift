import ConfigurationGraph
import Measuring
import Orchestrator

/// What a plan costs, from within one process: decided, not committed. Times are of the processor.
struct DecisionBenchmark {
    let hostCount: Int
    let instanceCount: Int
    let automatonCount: Int
    private let hosts: [HostState]

    init(hostCount: Int, instanceCount: Int, automatonCount: Int) {
        self.hostCount = hostCount
        self.instanceCount = instanceCount
        self.automatonCount = automatonCount
        hosts = Samples.hosts(hostCount)
    }

    func run() throws {
        let simple = Samples.simple(instanceCount, in: automatonCount)
        let rate = try place(simple, words: "simple", aim: "3750")
        let constrained = try place(
            Samples.constrained(instanceCount, in: automatonCount),
            words: "with affinity, anti-affinity, spread, labels and a preferred location",
            aim: "half of the simple rate")
        print("  that is \(constrained / rate * 100, digits: 0) %")
        try change(simple)
        try planAll()
        try grow()
        print("\(Usage().megabytes) MB resident at the most")
    }

    /// A host that is lost with many instances, and one that joins.
    private func change(_ simple: [AutomatonPolicy]) throws {
        do {
            var fleet = try settled(hosts, simple, crowd: 100)
            var lost = hosts[hostCount - 1]
            lost.lease = .ranOut(Samples.now + -60)
            fleet.put(lost)
            let result = plan(&fleet)
            print(
                "host with 100 instances lost: \(result.steps) steps in \(result.seconds * 1000, digits: 1) ms (aim 50)"
            )
        }
        do {
            var fleet = try settled(hosts, simple)
            let start = Usage()
            fleet.put(Samples.host(hostCount))
            let result = plan(&fleet)
            print(
                "host joins: \(result.steps) steps in \((Usage().seconds - start.seconds) * 1000, digits: 1) ms (aim 50)"
            )
        }
    }

    /// Three times as many, planned as a whole and placed anew.
    private func planAll() throws {
        let many = Samples.simple(3 * instanceCount, in: automatonCount)
        let start = Usage()
        let fleet = try settled(hosts, many)
        let loaded = Usage()
        _ = Planner.plan(fleet, now: Samples.now)
        print(
            "whole re-plan of \(3 * instanceCount): \(Usage().seconds - loaded.seconds, digits: 2) s (aim 5); "
                + "loading them took \(loaded.seconds - start.seconds, digits: 2) s")
        var empty = try Fleet(hosts: hosts, automatons: many)
        let placed = plan(&empty)
        print("  all \(placed.steps) placed anew: \(placed.seconds, digits: 2) s")
    }

    /// How a change's time grows with the hosts.
    private func grow() throws {
        print("one more instance, one host lost with 10, one host that joins, by hosts (10 instances each), in ms:")
        for count in [hostCount / 10, hostCount / 5, hostCount / 2, hostCount] where count > 1 {
            let some = Array(hosts.prefix(count))
            let policies = Samples.simple(count * 10, in: max(count / 10, 1))
            var fleet = try settled(some, policies)
            var more = policies[0]
            more.instances = AutomatonPolicy.Count(least: more.instances.least + 1)
            fleet.put(more)
            let one = plan(&fleet)
            var lost = some[0]
            lost.lease = .ranOut(Samples.now + -60)
            fleet.put(lost)
            let heal = plan(&fleet)
            fleet.put(Samples.host(hostCount + 1))
            let join = plan(&fleet)
            print(
                "  \(count): \(one.seconds * 1000, digits: 2) \(heal.seconds * 1000, digits: 2) "
                    + "\(join.seconds * 1000, digits: 2)")
        }
    }

    /// Plans, and says how many steps there were and how long it took, in seconds.
    private func plan(_ fleet: inout Fleet) -> (steps: Int, pending: Int, seconds: Double) {
        let start = Usage()
        let plan = Planner.advance(&fleet, now: Samples.now)
        return (plan.steps.count, plan.pending.reduce(0) { $0 + $1.instances }, Usage().seconds - start.seconds)
    }

    private func place(_ policies: [AutomatonPolicy], words: String, aim: String) throws -> Double {
        var fleet = try Fleet(hosts: hosts, automatons: policies)
        let result = plan(&fleet)
        let rate = Double(result.steps) / result.seconds
        print(
            "\(words): \(result.steps) placed, \(result.pending) pending, \(rate, digits: 0) in a second (aim \(aim))")
        return rate
    }

    /// A fleet at rest, with so many further instances, each of an automaton of its own, on its last host.
    private func settled(_ hosts: [HostState], _ policies: [AutomatonPolicy], crowd: Int = 0) throws -> Fleet {
        var all = policies
        var instances = Samples.instances(of: policies, on: Array(hosts.dropLast(crowd > 0 ? 1 : 0)))
        if crowd > 0 {
            let others = Samples.simple(crowd, in: crowd).map { policy in
                var other = policy
                other.name = "crowd" + policy.name
                return other
            }
            all += others
            instances += Samples.instances(of: others, on: Array(hosts.suffix(1)))
        }
        var fleet = try Fleet(hosts: hosts, automatons: all, instances: instances, memory: Samples.settled(all))
        _ = plan(&fleet)
        return fleet
    }
}
