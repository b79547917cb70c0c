import ConfigurationGraph
import GraphStore
import Orchestrator

extension Engine {
    /// Makes the instances follow a draft that was committed: itself, or by waiting for those who do, where a controller
    /// places them.
    ///
    /// - Parameters:
    ///   - automatons: those that are waited for; nil for those that the draft concerns.
    ///   - timeout: how long to wait; nil for as long as something happens, or a minute on one machine.
    /// - Throws: ``Failure`` that says what is missing.
    func carryOut(
        _ draft: Draft, automatons: Set<String>? = nil, by agent: Agent, waitUntilReady: Bool = true,
        timeout: Duration? = nil
    ) async throws {
        guard draft.isLed else {
            return try await agent.reconcile(waitUntilReady: waitUntilReady, timeout: timeout ?? .seconds(60))
        }
        try await follow(Goal(automatons: automatons ?? draft.concerned), by: agent, timeout: timeout)
    }

    /// Waits until others have done what was written to the graph. From here on it isn't taken back: they may have acted
    /// on it, and will, whether somebody waits for it or not.
    ///
    /// - Throws: ``Failure`` that says what is missing.
    func follow(_ goal: Goal, by agent: Agent, timeout: Duration? = nil) async throws {
        guard !goal.instances.isEmpty || !goal.automatons.isEmpty else { return }
        agent.journal?.handOver()
        let now = BootClock.now
        var waiting = Waiting(goal, from: now, deadline: timeout.map { now + $0 / .seconds(1) })
        let (looks, look) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        try await withThrowingTaskGroup(of: Void.self) { group in
            let start = try await store.revision()
            group.addTask { for try await _ in store.watch(after: start) { look.yield() } }
            group.addTask {
                // Leases are no revisions, and time goes by.
                while !Task.isCancelled {
                    look.yield()
                    try await Task.sleep(for: .seconds(1))
                }
            }
            for await _ in looks where try await isDone(&waiting, events: agent.events) {
                group.cancelAll()
                return
            }
            try Task.checkCancellation()
        }
    }

    private func isDone(_ waiting: inout Waiting, events: EventHandler) async throws -> Bool {
        let (lacks, gone) = try await store.read { [goal = waiting.goal, lacking = waiting.lacking] view in
            (try goal.lacks(in: view), try lacking.filter { try !view.contains(NodeID(.instance, $0)) })
        }
        let attendance = try await store.attendance()
        let (news, next) = waiting.take(
            lacks, gone: gone, attended: attendance.hosts, isPlanned: attendance.isLed, at: BootClock.now)
        news.forEach(events)
        switch next {
        case .done: return true
        case .lookAgain: break
        case .askWhy(let automaton):
            let account = try await whyPending(automaton)
            if let pending = account.pending {
                throw Failure(
                    .unavailable, pending.lines.joined(separator: "\n"),
                    hint: "it is declared, and placed once there is room; 'emergence why-pending \(automaton)'")
            }
        case .giveUp(let failure): throw failure
        }
        // A rollout of many instances is a commit each: they needn't all be looked at.
        try await Task.sleep(for: .milliseconds(100))
        return false
    }
}
