import ConfigurationGraph
import Measuring
import Orchestrator

/// One change in a fleet as large as any: how long until it is planned, and what the fleet takes in memory.
struct LargeFleetBenchmark {
    let hostCount: Int
    let instanceCount: Int
    let automatonCount: Int

    func run() throws {
        let start = Usage()
        let policies = Samples.simple(instanceCount, in: automatonCount)
        var fleet = try loaded(policies)
        print(
            "\(hostCount) hosts, \(instanceCount) instances of \(automatonCount) automatons loaded: "
                + "\(Usage().seconds - start.seconds, digits: 1) s")
        _ = Planner.advance(&fleet, now: Samples.now)
        var more = policies[0]
        more.instances = AutomatonPolicy.Count(least: more.instances.least + 1)
        time("one more instance") {
            fleet.put(more)
            return Planner.advance(&fleet, now: Samples.now).steps.count
        }
        var lost = Samples.host(0)
        lost.lease = .ranOut(Samples.now + -60)
        time("one host lost") {
            fleet.put(lost)
            return Planner.advance(&fleet, now: Samples.now).steps.count
        }
        print("\(Usage().megabytes) MB resident at the most (aim 8192)")
    }

    private func loaded(_ policies: [AutomatonPolicy]) throws -> Fleet {
        let hosts = Samples.hosts(hostCount)
        return try Fleet(
            hosts: hosts, automatons: policies, instances: Samples.instances(of: policies, on: hosts),
            memory: Samples.settled(policies))
    }

    private func time(_ words: String, _ work: () -> Int) {
        let start = Usage()
        let steps = work()
        print("\(words): \(steps) steps in \((Usage().seconds - start.seconds) * 1000, digits: 1) ms (aim 100)")
    }
}
