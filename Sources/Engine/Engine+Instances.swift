import GraphStore
import ConfigurationGraph
import Glibc
import Orchestrator
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
        let here = agent?.hostName
        // What was last said there may be true no more, and nobody is there who would say so.
        let lost = try await store.attendance().lostHosts.filter { $0 != here }
        return try await store.read { view in
            try view.values(Instance.self)
                .filter { automaton == nil || $0.automaton == automaton }
                .map { instance in
                    var report = InstanceReport(
                        instance, try view.value(InstanceStatus.self, named: instance.name))
                    guard lost.contains(instance.host), report.pid != nil else { return report }
                    report.message = "was \(report.state) when the agent of host \(instance.host) was last there"
                    report.state = .lost
                    return report
                }
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
            let agent = try await agent()
            try await agent.requireHere(instance, to: "exec")
            return try await agent.runner.exec(
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
            let agent = try await agent()
            try await agent.requireHere(instance, to: "attach")
            let runner = agent.runner
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
            try await agent.requireHere(instance, to: "logs")
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

    /// The one instance that is meant by a name.
    func onlyInstance(_ name: String) async throws -> String {
        let meant = try await chosen([name])
        guard let only = meant.first, meant.count == 1 else {
            throw Failure(.usage, "'\(name)' has several instances: \(meant.sorted().joined(separator: ", "))")
        }
        return only
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
