import Orchestrator

/// Runs scenarios, and finds the shortest that breaks the same rule.
public enum Simulation {
    public struct Result: Sendable {
        public var broken: Broken?
        public var trace: [String]
        /// How much time went by in it, in milliseconds.
        public var time: Int64
        public var steps: Int
    }

    /// Runs a scenario, then mends all, waits, and looks whether everything is as it should be.
    public static func run(_ scenario: Scenario, isTraced: Bool = false) -> Result {
        var world = World(scenario, isTraced: isTraced)
        world.begin()
        world.run(until: scenario.length)
        if world.checker.broken == nil {
            world.mend()
            world.run(until: scenario.length + Scenario.bound)
            world.checkSettled()
            let settled = world.time
            world.run(until: settled + Scenario.quiet)
            if world.lastDecision > settled { world.fail(.settles, "something was decided long after all was quiet") }
            world.checkSettled()
        }
        return Result(broken: world.checker.broken, trace: world.trace.lines, time: world.time, steps: world.steps)
    }

    /// The same scenario with as few faults as break the same rule.
    public static func shrink(_ scenario: Scenario, breaking rule: Rule) -> Scenario {
        var least = scenario
        var size = max(scenario.faults.count / 2, 1)
        while true {
            var start = 0
            var isLess = false
            while start < least.faults.count {
                var fewer = least
                fewer.faults.removeSubrange(start..<min(start + size, least.faults.count))
                if run(fewer).broken?.rule == rule {
                    least = fewer
                    isLess = true
                } else {
                    start += size
                }
            }
            if size == 1 {
                if !isLess { return least }
            } else {
                size = max(size / 2, 1)
            }
        }
    }
}
