import ConfigurationGraph
import GraphStore
import OCI
import Orchestrator
import Relay
import Runtime

extension HostAgent {
    typealias Post = AsyncStream<AgentMachine.Event>.Continuation

    /// Reads what is placed here whenever a commit concerns it.
    func follow(_ post: Post) async {
        await agent.store.follow(trouble: tell) { commit in
            if commit.changes.contains(where: concerns) { await read(nil, post) }
        }
    }

    private func concerns(_ change: Commit.Change) -> Bool {
        if change.id.kind == .instanceStatus { return memory.names.contains(change.id.name) }
        return [change.before, change.after].contains { node in
            guard case .instance(let instance) = node else { return false }
            return agent.isHere(instance)
        }
    }

    /// Hands over what is placed here.
    func read(_ ticket: Int?, _ post: Post) async {
        do {
            let (revision, names, all, hasFinished) = try await agent.store.read { view in
                let names = try agent.instanceNames(in: view)
                let all = try names.map { try Assignment(of: $0, in: view) }
                return (
                    view.revision, names, all.filter { !$0.instance.isVariant },
                    all.contains { $0.instance.isFinishedVariant }
                )
            }
            let isAnyGone = !memory.names.isSubset(of: names)
            memory.set(names: Set(names))
            // What others found out, be it a probe or conmon's exit command; first, or it would be contradicted.
            for assignment in all {
                guard let status = assignment.status else { continue }
                post.yield(.ready(assignment.instance.name, status.state == .ready))
            }
            post.yield(.placed(all.map(planned), revision: revision, ticket: ticket))
            if ticket != nil || isAnyGone || hasFinished { untidy.continuation.yield() }
        } catch {
            tell(error)
        }
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
                guard await clearAway(besides: names) else { continue }
                // Nothing tells of the moment from which on it can be cleared away.
                try await Task.sleep(for: .seconds(1))
                untidy.continuation.yield()
            } catch {
                tell(error)
            }
        }
    }

    /// An assignment as the machine has it. One that runs with a configuration that differs in nothing that a process is
    /// started anew for is of that configuration.
    private func planned(_ assignment: Assignment) -> Orchestrator.Assignment {
        let launched = LaunchRecord.read(of: assignment.instance.name, in: agent.state)
        var spec = assignment.instance.run
        if let launched, !launched.isOutdated(by: assignment) { spec = launched.run }
        return Orchestrator.Assignment(
            instance: assignment.instance.name, spec: spec, isWanted: agent.isWantedHere(assignment.instance),
            request: assignment.spec.request, claims: assignment.spec.claims(volumes: assignment.exclusive),
            isExclusive: !assignment.exclusive.isEmpty, reported: assignment.status.flatMap(\.reported))
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
        while (try? await Task.sleep(for: .seconds(5))) != nil {
            for name in agent.bundles() {
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
    /// What its process is to be a run of.
    fileprivate var run: String { Run.name(spec, restartAsked) }

    /// Whether it is a debug variant that is to end.
    fileprivate var isFinishedVariant: Bool { isVariant && desired == .stopped }
}

extension LaunchRecord {
    /// What its process is a run of.
    fileprivate var run: String { Run.name(spec.nodeName, restartAsked) }
}

/// How the machine tells runs apart: by the configuration, and the last wish to be started anew.
private enum Run {
    static func name(_ spec: String, _ restartAsked: Revision?) -> String {
        spec + (restartAsked.map { "@\($0)" } ?? "")
    }
}

extension RuntimeSpecNode {
    /// What it was given of the host.
    fileprivate var request: Resources {
        func whole(_ name: String) -> Int64 { parameters["orchestrator.resources.\(name).request"]?.integer ?? 0 }
        return Resources(
            cpus: parameters["orchestrator.resources.cpu.request"]?.seconds ?? 0, memory: whole("memory"),
            storage: whole("storage"))
    }

    /// What it has for itself alone on the host.
    fileprivate func claims(volumes: [String]) -> Set<String> {
        let ports = ((try? publishedPorts()) ?? []).map { "port \($0.hostPort)/\($0.transport)" }
        return Set(volumes.map { "volume \($0)" } + ports)
    }
}

extension InstanceStatus {
    /// What it says in the machine's words; nil where it says nothing yet.
    fileprivate var reported: Orchestrator.InstanceReport.State? {
        switch state {
        case .ready: .ready
        case .pending: nil
        case .starting, .running, .backingOff: .starting
        case .failed, .lost, .exited: .failed
        case .stopped: .ended
        }
    }
}
