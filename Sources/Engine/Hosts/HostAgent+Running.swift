import ConfigurationGraph
import GraphStore
import Orchestrator
import Runtime

extension HostAgent {
    func start(_ planned: Orchestrator.Assignment, by deadline: Moment, _ post: Post) async {
        let (name, agent) = (planned.instance, fenced)
        do {
            try await agent.whileLocked(name) {
                let assignment = try await agent.store.read { try Assignment(of: name, in: $0) }
                guard agent.isWantedHere(assignment.instance) else {
                    throw Failure(.conflict, "\(name) isn't to run here any more")
                }
                // conmon's exit command may have been quicker.
                if case .running = try await agent.runner.status(name) { return }
                try await agent.launch(assignment, restarts: 0, by: planned.isExclusive ? deadline : nil)
            }
            post.yield(.started(name))
            // What was found out of it before the machine knew of it: that it is ready.
            desk.order(.status, of: name)
        } catch {
            if !Task.isCancelled { agent.events(.note(Failure(describing: error).message)) }
            post.yield(.startFailed(name))
        }
    }

    /// Ends an instance, also while the store can't be asked.
    func stop(_ name: String, _ reason: String, _ post: Post) async {
        let agent = fenced
        agent.events(.note("\(name) ends: \(reason)"))
        do {
            switch await placement(of: name, agent) {
            // What it has for itself alone must be free soon.
            case .here(let assignment) where !assignment.exclusive.isEmpty: try await agent.stop(assignment)
            case .here(let assignment):
                guard try await watch.withoutRequests(to: assignment, { try await agent.stop(assignment) }) else {
                    return
                }
            case .elsewhere: try await agent.removeStranger(name)
            case .unknown:
                let spec = LaunchRecord.read(of: name, in: agent.state)?.spec
                try await agent.whileLocked(name) {
                    try await agent.dismantle(
                        name, grace: spec?.gracePeriod ?? .zero, signal: spec?.stopSignal ?? "SIGKILL", keepLog: true)
                }
            }
        } catch {
            tell(error)
        }
        if let state = try? await agent.runner.status(name), !state.mayRun { post.yield(.ended(name)) }
    }

    private enum Whereabouts {
        case here(Assignment)
        case elsewhere
        /// The store doesn't say.
        case unknown
    }

    private func placement(of name: String, _ agent: Agent) async -> Whereabouts {
        do {
            return try await agent.store.read { view in
                guard let instance = try view.value(Instance.self, named: name), agent.isHere(instance) else {
                    return .elsewhere
                }
                return .here(try Assignment(of: name, in: view))
            }
        } catch {
            return .unknown
        }
    }

    /// Writes what the machine says of instances, where nothing better is known: what a start, a probe or conmon's exit
    /// command found out they have written themselves.
    func report(_ reports: [Orchestrator.InstanceReport], epoch: Int64) async {
        var agent = fenced
        agent.identity?.epoch = epoch
        for report in reports {
            do {
                let status = NodeID(.instanceStatus, report.instance)
                let read = try await agent.store.read { view in
                    try view.contains(NodeID(.instance, report.instance))
                        ? (try Assignment(of: report.instance, in: view), try view.lastChange(of: status)) : nil
                }
                guard let (assignment, revision) = read, agent.isHere(assignment.instance) else { continue }
                // What a start says of its process meanwhile must not be overwritten by what was so before.
                let condition = revision.map { Transaction.Precondition.unchanged(status, since: $0) }
                try await write(report, of: assignment, if: condition ?? .absent(status), by: agent)
            } catch {
                tell(error)
            }
        }
    }

    private func write(
        _ report: Orchestrator.InstanceReport, of assignment: Assignment, if condition: Transaction.Precondition,
        by agent: Agent
    ) async throws {
        let name = report.instance
        let record = LaunchRecord.read(of: name, in: agent.state)
        let ports = try (record?.spec ?? assignment.spec).publishedPorts()
        let known = assignment.status?.state
        switch (report.state, try await agent.runner.status(name)) {
        case (.ended, let state) where !state.mayRun && known != .stopped:
            try await agent.report(assignment, .stopped, if: condition)
        // Whether it is ready its probes say.
        case (.ready, .running(let pid, _)) where known != .ready && known != .running:
            try await agent.report(assignment, .running, pid: pid, record: record, ports: ports, if: condition)
        case (.starting, .running(let pid, _)) where known == nil:
            try await agent.report(assignment, .running, pid: pid, record: record, ports: ports, if: condition)
        case (.starting, _) where known == nil || known == .pending:
            try await agent.report(assignment, .starting, if: condition)
        default: return
        }
    }
}
