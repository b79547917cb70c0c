import ConfigurationGraph
import GraphStore
import Orchestrator
import Overwatch
import Relay
import Runtime

/// What a resident process does for what runs on its host, whoever says what that is: keeps HAProxy equal to the graph,
/// asks the probes, and measures. Whatever changes, it looks at the whole and does what is missing; so nothing that it
/// didn't see can be forgotten.
struct HostWatch: Sendable {
    /// Keeps HAProxy; nil where there is none.
    let balancer: Balancer?
    let log: TrafficLog
    /// The host's agent as it is now: what it reports lands only under the lease that it has.
    let currentAgent: @Sendable () -> Agent
    let board = HealthBoard()
    let leaving = LeavingBoard()
    private let wakes = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    init(balancer: Balancer?, log: TrafficLog, agent: @escaping @Sendable () -> Agent) {
        self.balancer = balancer
        self.log = log
        currentAgent = agent
    }

    var agent: Agent { currentAgent() }

    /// Has it look at once.
    func wake() { wakes.continuation.yield() }

    /// Watches until the task is cancelled.
    ///
    /// - Parameter seen: hears after each look what is placed here.
    func run(_ seen: @Sendable ([Assignment]) -> Void = { _ in }) async {
        let agent = agent
        await withDiscardingTaskGroup { group in
            // What keeps the store from being followed is told by the looks.
            group.addTask { await agent.store.follow(trouble: { _ in }, { _ in wake() }) }
            group.addTask {
                while !Task.isCancelled {
                    wake()
                    try? await Task.sleep(for: .seconds(1))
                }
            }
            var round = HostRound()
            for await _ in wakes.stream {
                do {
                    for work in try await look(&round) {
                        group.addTask {
                            switch work {
                            case .probing(let assignment): await probe(assignment)
                            case .saying(let verdict, let run): await self.agent.heed(verdict, of: run)
                            }
                        }
                    }
                    seen(round.assignments)
                } catch {
                    round.failed(error, agent.events)
                }
            }
        }
    }

    /// What takes longer than a look.
    private enum Work: Sendable {
        /// The probes of a run that is new.
        case probing(Assignment)
        /// What a run's probes came to, where the graph still says otherwise: it couldn't be written, or somebody else
        /// wrote at the same time.
        case saying(HealthState.Verdict, of: HealthBoard.Run)
    }

    /// Makes HAProxy what it should be now, and observes each second.
    ///
    /// - Returns: what is to be begun.
    /// - Throws: what keeps the graph from being read.
    private func look(_ round: inout HostRound) async throws -> [Work] {
        let agent = agent
        if try await agent.store.revision() != round.revision { try await round.read(by: agent) }
        let runs = round.assignments.compactMap { assignment in
            assignment.run.map { ($0, assignment.firstVerdict) }
        }
        let new = await board.watch(Dictionary(runs, uniquingKeysWith: { first, _ in first }))
        var work = round.assignments.filter { $0.run.map(new.contains) ?? false }.map(Work.probing)
        // What fails here mustn't keep probes from being begun: nobody would begin them later. Nor is HAProxy needed to
        // measure.
        var failure: (any Error)?
        do { try await balance(&round) } catch { failure = error }
        do { try await connect(&round) } catch { failure = failure ?? error }
        do {
            guard round.isNewSecond() else { return work }
            for assignment in round.assignments {
                guard let run = assignment.run,
                    let verdict = await board.correction(of: run, saidReady: assignment.isFoundReady)
                else { continue }
                work.append(.saying(verdict, of: run))
            }
            try await observe(&round)
            if let failure { throw failure }
            round.worked()
        } catch {
            round.failed(error, agent.events)
        }
        return work
    }

    /// Asks one run's probes until it is another's turn.
    private func probe(_ assignment: Assignment) async {
        guard let run = assignment.run else { return }
        let watch = HealthWatch(
            assignment.probes, address: assignment.status?.addresses.first ?? "127.0.0.1",
            execute: { command in
                try await agent.runner.exec(
                    run.instance, ExecRequest(arguments: command, interactive: false, silent: true))
            })
        await watch.run(
            isReady: assignment.isFoundReady, isWatched: { await board.isWatched(run) },
            tell: { verdict in
                guard await board.note(verdict, of: run) else { return }
                wake()
                await agent.heed(verdict, of: run)
            })
    }
}

extension HostRound {
    /// Reads what is placed on the host, and where that is.
    fileprivate mutating func read(by agent: Agent) async throws {
        (revision, assignments, elsewhere, callees, location, places) = try await agent.store.read {
            [answered, called] view in
            let all = try Assignment.all(of: agent, in: view).filter { !$0.instance.isVariant }
                .map(\.withoutProvenance)
            let published = try all.filter { try !$0.spec.balancedPorts().isEmpty }.map(\.automaton.name)
            let elsewhere = try answered.union(published).sorted().flatMap {
                try BalancingPlan.Candidate.elsewhere(of: $0, besides: agent.hostName, in: view)
            }
            let location = HostSettings(try view.value(HostPolicy.self, named: agent.hostName)).location
            let callees = try Self.callees(of: all, called: called, by: agent, in: view)
            return (view.revision, all, elsewhere, callees, location, try ClientPlaces(in: view))
        }
    }
}

extension Assignment {
    /// The run that is going on; nil if none is.
    var run: HealthBoard.Run? {
        guard let status, [.running, .ready].contains(status.state), let pid = status.pid else { return nil }
        return HealthBoard.Run(instance: instance.name, pid: pid, probes: probes)
    }

    /// Whether somebody has found it ready before.
    fileprivate var isFoundReady: Bool { status?.state == .ready }

    /// What it is before anything is asked.
    fileprivate var firstVerdict: HealthState.Verdict { HealthState(probes, isReady: isFoundReady, now: 0).verdict }
}
