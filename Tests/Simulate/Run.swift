import Glibc
import Simulation

/// Scenarios one after the other, and how far they are.
struct Run {
    var seed: UInt64
    /// Milliseconds.
    private(set) var simulated: Int64 = 0
    private var steps = 0
    private let began = seconds()
    private var said = seconds()

    init(seed: UInt64) { self.seed = seed }

    /// Runs the next scenario; false if it broke a rule, which was then reported.
    mutating func next(length: Int64) -> Bool {
        let scenario = Scenario(seed: seed, length: length)
        let result = Simulation.run(scenario)
        simulated += result.time
        steps += result.steps
        if let broken = result.broken {
            report(broken, of: scenario)
            return false
        }
        seed += 1
        if seconds() - said > 10 {
            said = seconds()
            sayProgress()
        }
        return true
    }

    func sayProgress() {
        let hours = Double(simulated) / 3_600_000
        let rate = hours / max(seconds() - began, 1e-9)
        say("\(Int(hours)) hours, \(steps) steps, seed \(seed), \(Int(rate * 3600)) simulated hours an hour")
    }

    private func report(_ broken: Broken, of scenario: Scenario) {
        let hours = Double(simulated / 360_000) / 10
        say("seed \(scenario.seed) breaks \"\(broken.rule.rawValue)\" after \(hours) hours in all: \(broken.words)")
        say("leaving out faults …")
        let least = Simulation.shrink(scenario, breaking: broken.rule)
        let result = Simulation.run(least, isTraced: true)
        say("\(least.faults.count) of \(scenario.faults.count) faults break it:")
        for fault in least.faults { say("  \(fault)") }
        say("what happens, in seconds:")
        for line in result.trace.suffix(400) { say("  \(line)") }
        if let broken = result.broken { say("\"\(broken.rule.rawValue)\": \(broken.words)") }
    }
}

/// Says a line at once.
func say(_ line: String) {
    print(line)
    fflush(nil)
}

private func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}
