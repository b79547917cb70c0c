import ConfigurationGraph
import OCI

/// How many instances an automaton may have, and how many requests each is to get.
struct LoadPolicy: Hashable, Sendable {
    var least: Int
    var most: Int
    /// The requests in a second for each instance; nil where requests decide nothing.
    var requestsPerSecond: Double?
    /// How long more must be needed before there is more, in seconds.
    var upWindow: Double = 0
    /// How long less must be needed before there is less, in seconds.
    var downWindow: Double = 300
}

extension LoadPolicy {
    /// What resolved configuration says; nil where it says nothing of several instances.
    init?(_ spec: RuntimeSpecNode) {
        func whole(_ name: String) -> Int { Int(spec.parameters["orchestrator.instances.\(name)"]?.integer ?? 1) }
        guard whole("min") != 1 || whole("max") > 1 else { return nil }
        least = whole("min")
        most = max(least, whole("max"))
        requestsPerSecond = spec.parameters["orchestrator.target.requestsPerSecond"]?.seconds
        upWindow = spec.parameters["orchestrator.scale.upWindow"]?.seconds ?? 0
        downWindow = spec.parameters["orchestrator.scale.downWindow"]?.seconds ?? 300
    }
}

/// The requests of one automaton in one second.
struct LoadSample: Hashable, Sendable {
    /// In seconds from any point on.
    var time: Double
    var requestsPerSecond: Double
}

/// How many instances there should be: a function of the policy, of what was observed and of the time.
///
/// Each moment's need is the mean of three seconds, shared out. There is more as soon as more was needed all through the
/// upper window, and less once less was enough all through the lower one: then as many as its busiest moment needed.
/// What wasn't observed decides nothing: a gap never takes an instance away.
///
/// - Parameters:
///   - running: how many there are.
///   - observations: in the order of their times.
func desiredCount(_ policy: LoadPolicy, running: Int, observations: [LoadSample], now: Double) -> Int {
    let allowed = policy.least...max(policy.least, policy.most)
    let current = min(max(running, allowed.lowerBound), allowed.upperBound)
    guard let target = policy.requestsPerSecond, target > 0, let newest = observations.last, now - newest.time < 5
    else { return current }
    let needs = observations.indices.map { index in
        let time = observations[index].time
        let near = observations[...index].reversed().prefix { $0.time > time - 3 }
        let mean = near.reduce(0) { $0 + $1.requestsPerSecond } / Double(max(near.count, 1))
        return (time: time, count: Int(min((mean / target).rounded(.up), 1e6)))
    }
    func inWindow(_ length: Double) -> [Int]? {
        let begin = now - length
        guard length > 0 else { return [needs[needs.count - 1].count] }
        let inside = needs.filter { $0.time >= begin }
        let times = [begin] + inside.map(\.time) + [now]
        // Somebody looked all the time: no five seconds went by unseen.
        guard !inside.isEmpty, zip(times, times.dropFirst()).allSatisfy({ $1 - $0 < 5 }) else { return nil }
        return inside.map(\.count)
    }
    if let least = inWindow(policy.upWindow)?.min(), least > current { return min(least, allowed.upperBound) }
    if let most = inWindow(policy.downWindow)?.max(), most < current { return max(most, allowed.lowerBound) }
    return current
}
