import ConfigurationGraph
import OCI

extension HostWatch {
    /// The automatons whose number of instances should be another, for what was observed.
    func steps(_ round: inout HostRound) async -> [ScalingStep] {
        var steps: [ScalingStep] = []
        let automatons = Dictionary(grouping: round.assignments, by: \.automaton.name)
        for (name, members) in automatons.sorted(by: { $0.key < $1.key }) {
            // What the operator has stopped stays stopped; what is written by one can't be by two.
            guard let first = members.first, let policy = LoadPolicy(first.spec),
                members.allSatisfy({ $0.instance.desired == .running }),
                first.automaton.volumes.allSatisfy(\.readonly)
            else { continue }
            let samples = round.samples[name] ?? []
            let wanted = desiredCount(
                policy, running: members.count, observations: samples, now: samples.last?.time ?? 0)
            guard wanted != members.count, await scaling.begin(name) else { continue }
            let last = samples.suffix(3)
            let rate = last.reduce(0) { $0 + $1.requestsPerSecond } / Double(max(last.count, 1))
            steps.append(
                ScalingStep(
                    automaton: name, from: members.count, to: wanted,
                    reason: "\(Int(rate.rounded())) requests in a second"))
        }
        return steps
    }

    /// Makes the number of instances what it should be. Those that go get no new request first, and end those that they
    /// have.
    func carryOut(_ step: ScalingStep, _ waker: AsyncStream<Void>.Continuation) async {
        agent.events(.note("\(step.automaton): \(step.to) instead of \(step.from): \(step.reason)"))
        var going: [String] = []
        do {
            if step.to > step.from {
                try await agent.grow(step)
            } else {
                let surplus = try await agent.surplus(step)
                going = surplus.map(\.instance.name)
                await scaling.leave(going)
                waker.yield()
                try await awaitIdleness(of: going)
                try await agent.shrink(surplus, because: step)
            }
        } catch {
            if !Task.isCancelled { agent.events(.note(Failure(describing: error).message)) }
        }
        await scaling.hasLeft(going)
        await scaling.end(step.automaton)
        waker.yield()
    }

    /// Waits until instances have no request any more, or for half a minute.
    private func awaitIdleness(of instances: [String]) async throws {
        let end = ContinuousClock.now + .seconds(30)
        for name in instances {
            while try await !balancer.isIdle(name), ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }
}
