import ConfigurationGraph
import Orchestrator
import TestRandom

/// All that there is: machines with what runs on them, controllers, the store, the ways between, and the true time.
///
/// Whatever happens is one ``Action`` after the other, in the order of the queue; chance comes from one seed. So the
/// same scenario runs the same each time, and a part of its faults can be left out.
struct World {
    typealias Action = (inout World) -> Void

    let scenario: Scenario
    var random: SplitMix
    /// The true time in milliseconds.
    var time: Int64 = 0
    var queue = EventQueue<Action>()
    var store = SimulatedStore()
    var machines: [Machine] = []
    var controllers: [Controller] = []
    /// How much is asked of each automaton that has a target, in requests a second.
    var demand: [String: Demand] = [:]
    var checker = Checker()
    let trace: Trace
    /// When something was last committed that wasn't a report.
    var lastDecision: Int64 = 0
    var steps = 0

    init(_ scenario: Scenario, isTraced: Bool) {
        self.scenario = scenario
        random = SplitMix(state: scenario.seed ^ 0x5EED)
        trace = Trace(isOn: isTraced)
    }

    mutating func after(_ milliseconds: Int64, _ action: @escaping Action) {
        queue.put(action, at: time + max(milliseconds, 0))
    }

    func note(_ words: @autoclosure () -> String) {
        if trace.isOn { trace.add(time, words()) }
    }

    /// Runs until a time, or until something is broken.
    mutating func run(until end: Int64) {
        while checker.broken == nil, let next = queue.nextTime, next <= end, let (time, action) = queue.take() {
            self.time = time
            steps += 1
            action(&self)
        }
        if checker.broken == nil { time = end }
    }

    mutating func fail(_ rule: Rule, _ words: String) {
        guard checker.broken == nil else { return }
        note("BROKEN \(rule.rawValue): \(words)")
        checker.broken = Broken(rule: rule, words: words, time: time)
    }
}

/// What happened, in words, for whoever looks for a cause.
final class Trace {
    let isOn: Bool
    private(set) var lines: [String] = []

    init(isOn: Bool) { self.isOn = isOn }

    func add(_ time: Int64, _ words: String) {
        let fraction = String(1000 + time % 1000).dropFirst()
        lines.append("\(time / 1000).\(fraction) \(words)")
    }
}
