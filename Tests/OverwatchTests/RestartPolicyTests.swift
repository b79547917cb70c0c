import Overwatch
import TestRandom
import Testing

@Suite struct RestartPolicyTests {
    /// Policies, histories and ends from a seed, so that a failure can be had again.
    struct Case: CustomTestStringConvertible {
        var seed: UInt64
        var policy: RestartPolicy
        var history: RestartHistory
        var end: ProcessEnd

        var testDescription: String { "seed \(seed)" }

        init(seed: UInt64) {
            self.seed = seed
            var random = SplitMix(state: seed)
            policy = RestartPolicy(
                kind: [.always, .onFailure, .never].randomElement(using: &random) ?? .always,
                initial: .random(in: 0...20, using: &random), max: .random(in: 0...400, using: &random),
                maxRetries: .random(in: 0...5, using: &random))
            history = RestartHistory(restarts: .random(in: 0...100, using: &random))
            end = ProcessEnd(
                exitCode: Bool.random(using: &random) ? 0 : .random(in: 1...255, using: &random),
                seconds: .random(in: 0...1000, using: &random), stoppedByOperator: .random(using: &random))
        }
    }

    @Test(arguments: (0..<400).map(Case.init(seed:)))
    func everyDecisionKeepsItsPromises(test: Case) {
        let (policy, history, end) = (test.policy, test.history, test.end)
        switch policy.decide(end, history: history) {
        case .none:
            #expect(end.stoppedByOperator || policy.kind == .never || policy.kind == .onFailure && end.exitCode == 0)
        case .giveUp(let reason):
            #expect(policy.maxRetries > 0 && history.restarts >= policy.maxRetries)
            #expect(end.seconds < policy.stableAfter)
            #expect(reason.contains("\(end.exitCode)"))
        case .restart(let delay):
            #expect(!end.stoppedByOperator && policy.kind != .never)
            #expect(delay >= .zero && delay <= .seconds(policy.max) + .milliseconds(1))
            let next = history.restarted(by: policy, afterRunning: end.seconds)
            #expect(next.restarts == (end.seconds >= policy.stableAfter ? 1 : history.restarts + 1))
            #expect(policy.maxRetries == 0 || next.restarts <= policy.maxRetries)
        }
    }

    @Test func theWaitDoublesUpToItsLimit() {
        let policy = RestartPolicy(initial: 1, max: 10)
        var history = RestartHistory()
        let waits = (0..<6).map { _ in
            let decision = policy.decide(ProcessEnd(exitCode: 1, seconds: 0), history: history)
            history = history.restarted(by: policy, afterRunning: 0)
            return decision
        }
        #expect(waits == [1, 2, 4, 8, 10, 10].map { .restart(after: .seconds($0)) })
    }

    @Test func aStableRunBeginsAnew() {
        let policy = RestartPolicy(initial: 1, max: 10, maxRetries: 3)
        let history = RestartHistory(restarts: 3)
        let soon = ProcessEnd(exitCode: 1, seconds: 99)
        #expect(
            policy.decide(soon, history: history) == .giveUp(reason: "it ended with status 1 after 3 restarts in a row")
        )
        let later = ProcessEnd(exitCode: 1, seconds: policy.stableAfter)
        #expect(policy.decide(later, history: history) == .restart(after: .seconds(1)))
    }

    @Test(arguments: [(0.0, 10.0), (1, 10), (10, 100), (300, 600)])
    func whatIsStableFollowsTheLongestWait(max: Double, seconds: Double) {
        #expect(RestartPolicy(max: max).stableAfter == seconds)
    }
}
