import ConfigurationGraph
import GraphStore
import Orchestrator
import Overwatch
import Relay
import Runtime

/// What a resident process does for one machine: keeps HAProxy equal to the graph, probes what runs, and mends what
/// is lost. Whatever changes, it looks at the whole and does what is missing; so nothing that it didn't see can be
/// forgotten.
struct HostWatch: Sendable {
    let agent: Agent
    let balancer: Balancer
    let log: TrafficLog
    let board = HealthBoard()
    let leaving = LeavingBoard()
    /// Plans for this host, and hears what is measured.
    let controller: Controller
    let measurements: AsyncStream<ConfigurationGraph.Observations>.Continuation
    /// What plans placed.
    let placed: AsyncStream<[Step.Placed]>

    /// Watches until the task is cancelled.
    ///
    /// - Throws: whatever keeps the graph from being read.
    func run() async throws {
        let (wakes, waker) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let revision = try await agent.store.revision()
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask {
                for try await _ in agent.store.watch(after: revision) { waker.yield() }
            }
            group.addTask {
                while !Task.isCancelled {
                    waker.yield()
                    try? await Task.sleep(for: .seconds(1))
                }
            }
            group.addTask { try await controller.run() }
            group.addTask {
                await withDiscardingTaskGroup { starts in
                    for await steps in placed { starts.addTask { await start(steps) } }
                }
            }
            var round = HostRound()
            for await _ in wakes {
                for work in try await look(&round) {
                    group.addTask {
                        switch work {
                        case .probing(let run): await probe(run, waker)
                        case .ending(let assignment): await end(assignment, waker)
                        }
                    }
                }
            }
        }
    }

    /// What takes longer than a look.
    private enum Work: Sendable {
        /// The probes of a run that is new.
        case probing(Assignment)
        /// An instance that is to end.
        case ending(Assignment)
    }

    /// Makes HAProxy what it should be now, and observes each second.
    ///
    /// - Returns: what is to be begun.
    private func look(_ round: inout HostRound) async throws -> [Work] {
        if round.isTimeToMend() { await mend(&round) }
        if try await agent.store.revision() != round.revision {
            (round.revision, round.assignments) = try await agent.store.read { view in
                (view.revision, try Assignment.all(of: agent, in: view).filter { !$0.instance.isVariant })
            }
        }
        let runs = round.assignments.compactMap { assignment in
            assignment.run.map { ($0, assignment.firstVerdict) }
        }
        let new = await board.watch(Dictionary(runs, uniquingKeysWith: { first, _ in first }))
        do {
            let plan = try await plan(round.assignments)
            round.plan = plan
            if try await balancer.apply(plan) { round.tell(plan, agent.events) }
            try await agent.handPortsOver(round.assignments.filter { plan.serves($0.automaton.name) })
            round.worked()
        } catch {
            guard !Task.isCancelled else { return [] }
            round.failed(Failure(describing: error).message, agent.events)
        }
        var work = round.assignments.filter { $0.run.map(new.contains) ?? false }.map(Work.probing)
        for assignment in round.assignments where assignment.isToBeEnded(on: agent.hostName) {
            if await leaving.begin(assignment.instance.name) { work.append(.ending(assignment)) }
        }
        guard round.isNewSecond() else { return work }
        try await observe(&round)
        return work
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

    /// Asks one run's probes until it is another's turn.
    private func probe(_ assignment: Assignment, _ waker: AsyncStream<Void>.Continuation) async {
        guard let run = assignment.run else { return }
        let name = run.instance
        let watch = HealthWatch(
            assignment.probes, address: assignment.status?.addresses.first ?? "127.0.0.1",
            execute: { command in
                try await agent.runner.exec(
                    name, ExecRequest(arguments: command, interactive: false, silent: true))
            })
        await watch.run(
            isReady: assignment.isFoundReady, isWatched: { await board.isWatched(run) },
            tell: { verdict in
                guard let before = await board.note(verdict, of: run) else { return }
                waker.yield()
                await agent.heed(verdict, before: before, of: run)
            })
    }

    /// Looks at what really runs, and starts what is lost.
    private func mend(_ round: inout HostRound) async {
        do {
            try await agent.observe()
            let lost = try await agent.store.read { view in
                try view.values(InstanceStatus.self).filter { $0.state == .lost }.compactMap { status in
                    try view.value(Instance.self, named: status.instance)
                }.filter { $0.isToRun && !$0.isVariant && agent.isHere($0) }.map(\.name)
            }
            var mended: Set<String> = []
            for name in lost {
                if try await agent.isLost(name) { mended.insert(name) }
            }
            mended.formUnion(try await agent.unstarted())
            guard !mended.isEmpty else { return }
            try await agent.reconcile(mended, waitUntilReady: false, timeout: .zero)
        } catch {
            guard !Task.isCancelled else { return }
            round.failed(Failure(describing: error).message, agent.events)
        }
    }
}

extension Agent {
    /// Whether an instance ended with nobody to tell of it. One of which nothing is left is just being taken down, and
    /// one that is being stopped is no loss, whatever the graph says of it until that is done.
    fileprivate func isLost(_ name: String) async throws -> Bool {
        guard !StopIntent(of: name, in: state).isSet, case .lost = try await runner.status(name) else { return false }
        return true
    }
}

extension Agent {
    /// What a plan placed here and nobody has started: whoever should have was killed.
    fileprivate func unstarted() async throws -> [String] {
        try await store.read { [host = hostName] view in
            try view.values(InstanceStatus.self).filter { $0.state == .pending }.compactMap { status in
                try view.value(Instance.self, named: status.instance)
            }.filter { $0.isToRun && !$0.isVariant && $0.placement != nil && $0.host == host }.map(\.name)
        }
    }
}

extension Assignment {
    /// Whether it is to be ended here, and that hasn't been said yet.
    fileprivate func isToBeEnded(on host: String) -> Bool {
        instance.ending != nil && instance.host == host && status?.state != .stopped
    }

    /// The run that is going on; nil if none is.
    var run: HealthBoard.Run? {
        guard let status, [.running, .ready].contains(status.state), let pid = status.pid else { return nil }
        return HealthBoard.Run(instance: instance.name, pid: pid)
    }

    /// Whether somebody has found it ready before.
    fileprivate var isFoundReady: Bool { status?.state == .ready }

    /// What it is before anything is asked.
    fileprivate var firstVerdict: HealthState.Verdict { HealthState(probes, isReady: isFoundReady, now: 0).verdict }
}

extension BalancerConfiguration {
    fileprivate func serves(_ automaton: String) -> Bool { services.contains { $0.automaton == automaton } }
}
