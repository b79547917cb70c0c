import ConfigurationGraph
import GraphStore
import Orchestrator
import Processes
import Relay
import Runtime
import Synchronization

/// The thin shell around `AgentMachine`: it takes events to the machine, and does what the machine says.
struct HostAgent: Sendable {
    let agent: Agent
    let identity: HostIdentity
    /// What must outlive a look.
    let memory: HostAgentMemory
    /// Says that something is to be tidied up.
    let untidy = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    /// What is to be read of the store.
    let desk = ReadingDesk()
    /// Probes what runs, balances requests, and measures.
    let watch: HostWatch

    init(agent: Agent, identity: HostIdentity, balancer: Balancer?, log: TrafficLog) {
        let memory = HostAgentMemory()
        self.agent = agent
        self.identity = identity
        self.memory = memory
        watch = HostWatch(balancer: balancer, log: log) { Self.fenced(agent, identity, memory) }
    }

    /// Runs until the task is cancelled. What runs on the host goes on then, and its lease runs out.
    ///
    /// - Throws: ``Failure`` where the host's name is taken.
    func run() async throws {
        let (events, post) = AsyncStream.makeStream(of: AgentMachine.Event.self)
        var machine = AgentMachine(
            knownEpoch: identity.epoch, allocatable: try await agent.host().resources)
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await follow() }
            group.addTask { await read(post) }
            group.addTask { await lookForLost(post) }
            group.addTask { await tidy() }
            group.addTask { await watch.run() }
            post.yield(.tick)
            var timer: Task<Void, Never>?
            defer { timer?.cancel() }
            for await event in events {
                for effect in machine.handle(event, at: BootClock.now) {
                    switch effect {
                    case .wake(let moment):
                        timer?.cancel()
                        timer = Task { if (try? await BootClock.sleep(until: moment)) != nil { post.yield(.tick) } }
                    // Before anything is started under the lease.
                    case .armWatchdog(let until): armWatchdog(until)
                    case .keep(let epoch): keep(epoch)
                    case .warnOfNamesake(let holder): try refuse(holder)
                    case .askForLease, .lookAround, .read, .start, .stop, .report:
                        group.addTask { await perform(effect, post) }
                    }
                }
            }
        }
    }

    /// The agent, whose reports land only under the lease that it has now.
    var fenced: Agent { Self.fenced(agent, identity, memory) }

    private static func fenced(_ agent: Agent, _ identity: HostIdentity, _ memory: HostAgentMemory) -> Agent {
        var agent = agent
        agent.identity?.epoch = memory.epoch ?? identity.epoch
        return agent
    }

    private func perform(_ effect: AgentMachine.Effect, _ post: Post) async {
        switch effect {
        case .askForLease(let ticket, let unchanged): await askForLease(ticket, unchanged, post)
        case .lookAround: await lookAround(post)
        case .read(let ticket): desk.order(ticket: ticket)
        case .start(let assignment, let deadline): await start(assignment, by: deadline, post)
        case .stop(let instance, let reason): await stop(instance, reason, post)
        case .report(let reports, let epoch):
            await report(reports, epoch: epoch)
            post.yield(.reported(reports))
        case .keep, .armWatchdog, .warnOfNamesake, .wake: return
        }
    }

    private func keep(_ epoch: Int64) {
        memory.set(epoch: epoch)
        var identity = identity
        identity.epoch = epoch
        tellFailure { try identity.write(in: agent.state) }
    }

    private func armWatchdog(_ until: Moment) {
        // Without the word the watchdog goes by the one before, and fires early rather than late.
        tellFailure { try WatchdogWord(in: agent.state).write(until) }
        tellFailure { try ensureWatchdog() }
    }

    /// Another machine is this host. Where nothing runs yet there is nothing to be looked after.
    private func refuse(_ holder: String) throws {
        guard !isPredecessor(holder) else { return }
        let failure = Failure(
            .conflict, "the name '\(identity.name)' is taken: another agent renews the lease of that host (\(holder))",
            hint: "give this machine another name with --host and a --state-dir of its own")
        guard memory.epoch != nil || !agent.bundles().isEmpty else { throw failure }
        agent.events(.note("\(failure.message); what runs here is ended"))
    }

    /// Tells of what failed and is tried again anyway, once for as long as it does.
    func tell(_ error: any Error) {
        if let message = memory.news(of: error) { agent.events(.note(message)) }
    }

    private func tellFailure(_ work: () throws -> Void) {
        do { try work() } catch { tell(error) }
    }
}

/// What an agent remembers beside its machine.
final class HostAgentMemory: Sendable {
    private struct State {
        var epoch: Int64?
        var lease: Lease?
        var trouble = Trouble()
        var lastHost: Moment?
    }

    private let state = Mutex(State())

    /// The epoch under which this process had the lease last.
    var epoch: Int64? { state.withLock { $0.epoch } }
    func set(epoch: Int64) { state.withLock { $0.epoch = epoch } }

    /// The lease as it was last given.
    var lease: Lease? { state.withLock { $0.lease } }
    func set(lease: Lease?) {
        state.withLock {
            $0.lease = lease
            $0.trouble = Trouble()
        }
    }

    /// What is to be told of a failure; nil if it is told already.
    func news(of error: any Error) -> String? { state.withLock { $0.trouble.news(of: error) } }

    /// Whether the host is to be looked at again: once a minute.
    func isTimeForHost(now: Moment) -> Bool {
        state.withLock { state in
            guard state.lastHost.map({ $0 + 60 <= now }) ?? true else { return false }
            state.lastHost = now
            return true
        }
    }
}
