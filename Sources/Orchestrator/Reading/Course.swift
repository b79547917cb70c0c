public import ConfigurationGraph

/// How things would go on if all that is placed became ready at once: plan after plan until there is nothing more to do.
public struct Course: Sendable {
    /// The time, which goes by as far as plans wait for it.
    public private(set) var now: Moment
    /// What is measured all the time.
    public var observations: Observations

    /// How many plans are made at the most; a fleet that never comes to rest is left as it is then.
    private static let longest = 200

    public init(now: Moment, observations: Observations = Observations()) {
        self.now = now
        self.observations = observations
    }

    /// Lets a fleet go on.
    ///
    /// - Returns: what was done, in its order.
    public mutating func run(_ fleet: inout Fleet) -> [Step] {
        var steps: [Step] = []
        for _ in 0..<Self.longest {
            let plan = Planner.advance(&fleet, observations: measured, now: now)
            steps += plan.steps
            fleet.becomeReady()
            guard plan.steps.isEmpty else { continue }
            guard let wake = plan.wake, wake > now else { break }
            now = wake
        }
        return steps
    }

    /// What would be pending then.
    public func pending(in fleet: Fleet) -> [Pending] {
        Planner.plan(fleet, observations: measured, now: now).pending
    }

    /// The same measurements, taken just now.
    private var measured: Observations {
        var fresh = observations
        for index in fresh.measured.indices { fresh.measured[index].time = now }
        return fresh
    }
}

extension Fleet {
    /// Lets everything that is being started be ready.
    fileprivate mutating func becomeReady() {
        for record in instances {
            guard var state = record?.state, state.phase == .starting else { continue }
            state.phase = .ready
            put(state)
        }
    }
}

extension Fleet {
    /// Holds automatons whose number follows load at a number of instances each, whatever is told of load.
    public mutating func holdWhatFollowsLoad(at counts: [String: Int]) {
        for var policy in automatons.filter({ !$0.isGone && !$0.policy.target.isNone }).map(\.policy) {
            let count = counts[policy.name] ?? 0
            policy.instances = AutomatonPolicy.Count(least: count, most: count)
            policy.target = AutomatonPolicy.Target()
            put(policy)
        }
    }
}
