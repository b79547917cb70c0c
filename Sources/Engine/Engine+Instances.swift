import GraphStore
import ConfigurationGraph
import Glibc
public import Overwatch
import Processes
import Runtime

extension Engine {
    /// The instances and what is the case with them, sorted by name.
    ///
    /// With root's rights what really runs is looked at first, and the graph is corrected where it is wrong.
    ///
    /// - Throws: ``Failure`` when the graph can't be read.
    public func instances(automaton: String?) async throws -> [InstanceReport] {
        try await reportingFailures {
            try await instances(automaton: automaton, seenBy: geteuid() == 0 ? try await agent() : nil)
        }
    }

    /// The same, looked at by an agent that is there already; nil to take the graph at its word.
    func instances(automaton: String?, seenBy agent: Agent?) async throws -> [InstanceReport] {
        try await agent?.observe()
        return try await store.read { view in
            try view.values(Instance.self)
                .filter { automaton == nil || $0.automaton == automaton }
                .map { InstanceReport($0, try view.value(InstanceStatus.self, named: $0.name)) }
        }
    }

    /// Starts instances that were stopped, named by themselves or by their automaton.
    ///
    /// - Throws: ``Failure`` for a name that isn't there, and for an instance that doesn't start.
    public func start(_ names: [String], events: @escaping EventHandler) async throws {
        try await undoable(events) { agent in
            let (chosen, transaction) = try await wish(.running, for: names)
            let landing = Landing { try await land(transaction, by: agent) }
            try await landing.during {
                try await agent.after(landing).reconcile(
                    chosen, desired: .running, waitUntilReady: true, timeout: .seconds(60))
            }
        }
    }

    /// Stops instances and keeps them stopped, over a restart of the machine too.
    ///
    /// - Throws: ``Failure`` for a name that isn't there, and for an instance that can't be stopped.
    public func stop(_ names: [String], events: @escaping EventHandler) async throws {
        try await undoable(starting: false, events) { agent in
            let chosen = try await want(.stopped, of: names, by: agent)
            try await agent.reconcile(chosen, waitUntilReady: false, timeout: .zero)
        }
    }

    /// Stops instances and starts them again.
    ///
    /// - Throws: ``Failure`` as ``start(_:events:)`` and ``stop(_:events:)`` do.
    public func restart(_ names: [String], events: @escaping EventHandler) async throws {
        try await undoable(events) { agent in
            let chosen = try await want(.running, of: names, by: agent)
            for assignment in try await store.read({ try Assignment.all(in: $0) })
            where chosen.contains(assignment.instance.name) {
                // What can't be opened mustn't end what runs.
                _ = try await agent.secrets(for: assignment)
                try await agent.stop(assignment)
            }
            try await agent.reconcile(chosen, waitUntilReady: true, timeout: .seconds(60))
        }
    }

    /// Runs a further program inside a running instance and returns its exit status.
    ///
    /// - Throws: ``Failure`` when the instance doesn't run, or the program can't be started.
    public func exec(
        _ name: String, arguments: [String], environment: [String], terminal: Bool, interactive: Bool
    ) async throws -> Int32 {
        try await reportingFailures {
            let instance = try await onlyInstance(name)
            return try await agent().runner.exec(
                instance,
                ExecRequest(
                    arguments: arguments, environment: environment, terminal: terminal, interactive: interactive))
        }
    }

    /// Connects this terminal to an instance that was started with one, until the keys are typed or it ends.
    ///
    /// - Throws: ``Failure`` when the instance doesn't run or has no terminal.
    public func attach(_ name: String, detachKeys: String) async throws {
        try await reportingFailures {
            let instance = try await onlyInstance(name)
            let runner = try await agent().runner
            if try await runner.isRunningWithoutTerminal(instance) {
                throw Failure(
                    .failed, "\(instance) was started without a terminal",
                    hint: "'emergence debug \(instance) --attach' starts a variant that has one; "
                        + "'emergence logs -f \(instance)' follows what it writes")
            }
            try await runner.attach(instance, detachKeys: detachKeys)
        }
    }

    /// What an instance has written, as it comes if it is to be followed: until it ends and isn't started anew.
    ///
    /// - Parameters:
    ///   - since: lines from that time on, in milliseconds since 1970.
    ///   - tail: the last lines only, as many as this.
    /// - Throws: ``Failure`` when there is no such instance or no log of it.
    public func logs(
        _ name: String, since: Int64?, tail: Int?, follow: Bool
    ) async throws -> AsyncThrowingStream<ContainerLog.Entry, any Error> {
        try await reportingFailures {
            let instance = try await onlyInstance(name)
            let agent = try await agent()
            let log = ContainerLog { try agent.runner.logFiles(instance) }
            if follow {
                return log.following(since: since, tail: tail) { try await agent.isOver(instance) }
            }
            let entries = try log.entries(since: since, tail: tail)
            return AsyncThrowingStream { continuation in
                entries.forEach { continuation.yield($0) }
                continuation.finish()
            }
        }
    }

    /// What conmon's exit command does; see `Agent.handleExit`.
    ///
    /// - Throws: ``Failure`` when the instance should be started anew and can't be.
    public func handleExit(of instance: String) async throws {
        try await reportingFailures { try await agent().handleExit(of: instance) }
    }

    /// The names of the instances that are meant by names of instances or automatons.
    private func chosen(_ names: [String]) async throws -> Set<String> {
        try await store.read { view in
            let instances = try view.values(Instance.self)
            return try names.reduce(into: Set<String>()) { chosen, name in
                let meant = instances.filter { $0.isMeant(by: name) }.map(\.name)
                guard !meant.isEmpty else {
                    let nearest = Catalogue.nearest(to: name, among: instances.flatMap { [$0.automaton, $0.name] })
                    throw Failure(
                        .failed, "nothing is called '\(name)'",
                        hint: nearest.map { "did you mean '\($0)'?" } ?? "'emergence ps' lists what runs")
                }
                chosen.formUnion(meant)
            }
        }
    }

    /// The one instance that is meant by a name.
    func onlyInstance(_ name: String) async throws -> String {
        let meant = try await chosen([name])
        guard let only = meant.first, meant.count == 1 else {
            throw Failure(.usage, "'\(name)' has several instances: \(meant.sorted().joined(separator: ", "))")
        }
        return only
    }

    /// Writes what is wanted of instances to the graph and returns their names.
    private func want(
        _ desired: Instance.DesiredState, of names: [String], by agent: Agent
    ) async throws -> Set<String> {
        let (chosen, transaction) = try await wish(desired, for: names)
        try await land(transaction, by: agent)
        return chosen
    }

    /// The instances that are meant by names, and what writes to the graph that this is wanted of them; nil where it is
    /// written there already.
    private func wish(
        _ desired: Instance.DesiredState, for names: [String]
    ) async throws -> (chosen: Set<String>, transaction: Transaction?) {
        let chosen = try await chosen(names)
        if desired == .running { try await refuseVariants(among: chosen) }
        let changed = try await store.read { view in
            try chosen.sorted().compactMap { try view.value(Instance.self, named: $0) }
                .filter { $0.desired != desired }
                .map { instance -> Node in
                    var instance = instance
                    instance.desired = desired
                    return .instance(instance)
                }
        }
        guard !changed.isEmpty else { return (chosen, nil) }
        return (
            chosen,
            Transaction(
                author: settings.author, roles: [.orchestrator],
                message: "\(desired.rawValue) \(names.joined(separator: " "))", puts: changed)
        )
    }

    private func land(_ transaction: Transaction?, by agent: Agent) async throws {
        guard let transaction else { return }
        try Task.checkCancellation()
        // Whether it landed must be known whatever happens meanwhile: it may have to be taken back.
        try await uncancelled {
            let commit = try await store.commit(transaction)
            agent.journal?.note(commit)
            agent.events(.committed(commit.revision, changes: commit.changes.count))
        }
    }
}

extension InstanceReport {
    init(_ instance: Instance, _ status: InstanceStatus?) {
        self.init(
            instance: instance.name, automaton: instance.automaton, host: instance.host,
            state: status?.state ?? .pending, pid: status?.pid, restarts: status?.restarts ?? 0,
            addresses: status?.addresses ?? [], ports: status?.ports ?? [], startedAt: status?.startedAt,
            specDigest: instance.spec, exitCode: status?.exitCode, message: status?.message, session: instance.session)
    }
}
