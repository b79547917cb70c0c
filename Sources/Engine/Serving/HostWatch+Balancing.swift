import ConfigurationGraph
import Relay
import Runtime

extension HostWatch {
    /// Makes HAProxy what it should be now.
    func balance(_ round: inout HostRound) async throws {
        guard let balancer else { return }
        var candidates = round.elsewhere
        for assignment in round.assignments {
            let candidate = try BalancingPlan.Candidate(assignment, state: await state(of: assignment))
            candidates += candidate.map { [$0] } ?? []
        }
        let plan = BalancingPlan.configuration(for: candidates, answered: round.answered)
        round.plan = plan
        if try await balancer.apply(plan) { round.tell(plan, agent.events) }
        let served = Set(plan.services.map(\.automaton))
        round.answered = served
        try await agent.handPortsOver(round.assignments.filter { served.contains($0.automaton.name) })
    }

    func state(of assignment: Assignment) async -> BalancerConfiguration.Server.State {
        guard let run = assignment.run else { return .maintenance }
        let isGoing =
            !assignment.instance.isToRun || StopIntent(of: run.instance, in: agent.state).isSet
            || agent.state.isDraining(instance: run.instance)
        if isGoing { return .draining }
        if await leaving.isLeaving(run.instance) { return .draining }
        return await board.isReady(run) ? .ready : .maintenance
    }

    /// Does work on an instance that gets no new request of this host meanwhile, and has none any more; one that isn't done
    /// with its requests within half a minute isn't waited for. Other hosts, and who calls it by its name, have two looks' time
    /// to send it no more.
    ///
    /// - Returns: whether the work was done; it isn't where somebody is at it already.
    /// - Throws: what the work throws.
    func withoutRequests(to assignment: Assignment, _ work: () async throws -> Void) async throws -> Bool {
        let name = assignment.instance.name
        guard await leaving.begin(name) else { return false }
        wake()
        let outcome: Result<Void, any Error>
        do {
            let isReached = assignment.status?.exposed != nil || (assignment.isCalled && agent.identity != nil)
            if isReached { try await Task.sleep(for: .seconds(2)) }
            if let balancer { try await Idleness.awaited { try await balancer.isIdle(name) } }
            outcome = .success(try await work())
        } catch {
            outcome = .failure(error)
        }
        await leaving.end(name)
        wake()
        try outcome.get()
        return true
    }
}
