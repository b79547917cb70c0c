import ConfigurationGraph
import GraphStore
import OCI
import Orchestrator
import Relay
import Runtime

extension HostAgent {
    typealias Post = AsyncStream<AgentMachine.Event>.Continuation

    /// Hears of each commit that concerns what is placed here.
    func follow() async {
        await agent.store.follow(trouble: tell) { commit in
            for change in commit.changes {
                switch change.id.kind {
                case .instance where isOfHere(change): desk.order(.placement, of: change.id.name, at: commit.revision)
                case .instanceStatus: desk.order(.status, of: change.id.name, at: commit.revision)
                default: break
                }
            }
        }
    }

    private func isOfHere(_ change: Commit.Change) -> Bool {
        [change.before, change.after].contains { node in
            guard case .instance(let instance) = node else { return false }
            return agent.isHere(instance)
        }
    }

    /// Hands over what is placed here whenever that may have changed.
    func read(_ post: Post) async {
        var placed = PlacedHere()
        for await order in desk.orders {
            let names = order.placements.union(order.statuses.intersection(placed.entries.keys))
            guard order.isAll || !names.isEmpty else { continue }
            do {
                let known = Set(placed.entries.keys)
                placed = try await agent.store.read { [placed] view in
                    var placed = placed
                    if order.isAll {
                        try placed.readAll(by: agent, in: view)
                    } else {
                        try placed.read(names, heard: order.heard, by: agent, in: view)
                    }
                    return placed
                }
                hand(over: placed, news: order.isAll ? Set(placed.entries.keys) : names, order.tickets, post)
                let hasFinished = placed.entries.values.contains(where: \.instance.isFinishedVariant)
                if order.isAll || hasFinished || !known.isSubset(of: placed.entries.keys) {
                    untidy.continuation.yield()
                }
            } catch {
                tell(error)
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
                desk.putBack(order)
            }
        }
    }

    private func hand(over placed: PlacedHere, news: Set<String>, _ tickets: [Int], _ post: Post) {
        // What others found out, be it a probe or conmon's exit command; first, or it would be contradicted.
        for name in news {
            guard let status = placed.entries[name]?.status else { continue }
            post.yield(.ready(name, status.state == .ready))
        }
        let planned = placed.entries.values.compactMap(\.planned).sorted { $0.instance < $1.instance }
        let asked: [Int?] = tickets.isEmpty ? [nil] : tickets
        for ticket in asked { post.yield(.placed(planned, revision: placed.revision, ticket: ticket)) }
    }

    /// Ends finished variants, and clears away what is left of instances that are gone, whenever there is something to tidy
    /// up: apart from reading, as an end takes as long as its grace, and news mustn't wait for it.
    func tidy() async {
        for await _ in untidy.stream {
            do {
                let (names, variants) = try await agent.store.read { view in
                    let names = try agent.instanceNames(in: view)
                    let instances = try names.compactMap { try view.value(Instance.self, named: $0) }
                    return (Set(names), instances.filter(\.isFinishedVariant))
                }
                try await fenced.endFinishedVariants(among: variants)
                try await sayWhatRuns()
                guard await clearAway(besides: names) else { continue }
                // Nothing tells of the moment from which on it can be cleared away.
                try await Task.sleep(for: .seconds(1))
                untidy.continuation.yield()
            } catch {
                tell(error)
            }
        }
    }

    /// Says of processes that they run where whoever started them was killed before he could.
    private func sayWhatRuns() async throws {
        let agent = fenced
        let unsaid = try await agent.store.read { view in
            try agent.instanceNames(in: view).filter { name in
                try view.value(InstanceStatus.self, named: name).isUnsaid
            }
        }
        for name in unsaid {
            // Whoever starts it just now says so himself.
            guard let lock = try agent.state.lockIfFree(instance: name) else { continue }
            defer { withExtendedLifetime(lock) {} }
            guard case .running(let pid, _) = try await agent.runner.status(name),
                let record = LaunchRecord.read(of: name, in: agent.state)
            else { continue }
            // Whoever had the lock may have said so, and a probe that it is ready.
            let status = NodeID(.instanceStatus, name)
            let read = try await agent.store.read { view in
                try view.contains(NodeID(.instance, name))
                    ? (try Assignment(of: name, in: view), try view.lastChange(of: status)) : nil
            }
            guard let (assignment, revision) = read, assignment.status.isUnsaid else { continue }
            try await agent.report(
                assignment, .running, pid: pid, record: record, ports: record.spec.publishedPorts(),
                if: revision.map { .unchanged(status, since: $0) } ?? .absent(status))
        }
    }

    /// Finds what runs.
    func lookAround(_ post: Post) async {
        do {
            var found: [AgentMachine.Found] = []
            let bundles = agent.bundles()
            // What the store doesn't say is found without it.
            let known = try? await agent.store.read { view in
                (
                    variants: try Set(bundles.filter { try view.value(Instance.self, named: $0)?.isVariant ?? false }),
                    statuses: try bundles.compactMap { try view.value(InstanceStatus.self, named: $0) }
                )
            }
            for name in bundles where !(known?.variants.contains(name) ?? false) {
                guard case .running(let pid, _) = try await agent.runner.status(name) else { continue }
                let record = LaunchRecord.read(of: name, in: agent.state)
                let status = known?.statuses.first { $0.instance == name }
                found.append(
                    AgentMachine.Found(
                        Orchestrator.Assignment(
                            instance: name, spec: record?.run ?? "", request: record?.spec.request ?? .none,
                            claims: record?.spec.claims(volumes: record?.exclusive ?? []) ?? [],
                            isExclusive: record?.mayBeExclusive ?? true),
                        isReady: status?.state == .ready && status?.pid == pid))
            }
            post.yield(.found(found))
        } catch {
            tell(error)
        }
    }

    /// Looks from time to time for what ended with nobody to tell of it.
    func lookForLost(_ post: Post) async {
        while (try? await Task.sleep(for: .seconds(10))) != nil {
            for name in agent.bundles() {
                // Of hundreds this takes a while, and news mustn't wait for it.
                await Task.yield()
                guard let lock = try? agent.state.lockIfFree(instance: name) else { continue }
                defer { withExtendedLifetime(lock) {} }
                guard !StopIntent(of: name, in: agent.state).isSet,
                    case .lost(pid: nil) = try? await agent.runner.status(name)
                else { continue }
                post.yield(.ended(name))
            }
        }
    }

    /// Removes what is left of instances that aren't placed here any more and don't run.
    ///
    /// - Returns: whether there are some that still run, or are on their way to their end.
    private func clearAway(besides known: Set<String>) async -> Bool {
        var isAnyLeft = false
        for name in agent.bundles() where !known.contains(name) {
            do {
                guard try await !agent.runner.status(name).mayRun else {
                    isAnyLeft = true
                    continue
                }
                try await agent.removeStranger(name)
            } catch {
                tell(error)
            }
        }
        return isAnyLeft
    }
}

extension Instance {
    /// Whether it is a debug variant that is to end.
    fileprivate var isFinishedVariant: Bool { isVariant && desired == .stopped }
}

extension InstanceStatus? {
    /// Whether nobody has said yet what became of its process.
    fileprivate var isUnsaid: Bool { [nil, .pending, .starting].contains(self?.state) }
}
