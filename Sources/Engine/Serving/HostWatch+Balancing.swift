import ConfigurationGraph
import Relay
import Runtime

extension HostWatch {
    /// Makes HAProxy what it should be now.
    func balance(_ round: inout HostRound) async throws {
        guard let balancer else { return }
        let plan = try await plan(round.assignments)
        round.plan = plan
        if try await balancer.apply(plan) { round.tell(plan, agent.events) }
        let served = Set(plan.services.map(\.automaton))
        try await agent.handPortsOver(round.assignments.filter { served.contains($0.automaton.name) })
    }

    /// What HAProxy should be.
    private func plan(_ assignments: [Assignment]) async throws -> BalancerConfiguration {
        var candidates: [BalancingPlan.Candidate] = []
        for assignment in assignments where assignment.hasOwnNetwork {
            let ports = try assignment.spec.balancedPorts()
            guard !ports.isEmpty else { continue }
            candidates.append(
                BalancingPlan.Candidate(
                    instance: assignment.instance.name, automaton: assignment.automaton.name,
                    address: assignment.status?.addresses.first, ports: ports, state: await state(of: assignment)))
        }
        return BalancingPlan.configuration(for: candidates)
    }

    private func state(of assignment: Assignment) async -> BalancerConfiguration.Server.State {
        guard let run = assignment.run else { return .maintenance }
        let isGoing =
            !assignment.instance.isToRun || StopIntent(of: run.instance, in: agent.state).isSet
        if isGoing { return .draining }
        if await leaving.isLeaving(run.instance) { return .draining }
        return await board.isReady(run) ? .ready : .maintenance
    }

    /// Does work on an instance that gets no new request meanwhile, and has none any more; one that isn't done with its
    /// requests within half a minute isn't waited for.
    ///
    /// - Returns: whether the work was done; it isn't where somebody is at it already.
    /// - Throws: what the work throws, `BalancerError` where HAProxy doesn't answer.
    func withoutRequests(_ name: String, _ work: () async throws -> Void) async throws -> Bool {
        guard await leaving.begin(name) else { return false }
        wake()
        let outcome: Result<Void, any Error>
        do {
            try await awaitIdleness(of: name)
            outcome = .success(try await work())
        } catch {
            outcome = .failure(error)
        }
        await leaving.end(name)
        wake()
        try outcome.get()
        return true
    }

    private func awaitIdleness(of name: String) async throws {
        guard let balancer else { return }
        let end = ContinuousClock.now + .seconds(30)
        while try await !balancer.isIdle(name), ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
