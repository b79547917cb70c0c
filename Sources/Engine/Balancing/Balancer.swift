import Relay

/// Keeps a host's HAProxy equal to a plan, whatever happens to either.
///
/// It remembers only which ports the process was started with. How its servers are is asked each time, so that what
/// somebody else did to them, or a process that ended, is mended by the next look.
actor Balancer {
    private let process: BalancerProcess
    private let log: TrafficLog.Target
    /// What the process was started with.
    private var started: BalancerConfiguration?
    /// Whether none runs, not even one that somebody left behind who was killed.
    private var isGone = false

    /// - Throws: `BalancerError` where there is no HAProxy.
    init(folder: BalancerFolder, log: TrafficLog.Target) throws {
        process = try BalancerProcess(folder: folder)
        self.log = log
    }

    /// Makes HAProxy be what the plan says. A plan without services needs none.
    ///
    /// - Returns: whether something had to be changed.
    /// - Throws: `BalancerError`; what could be done is done.
    @discardableResult
    func apply(_ plan: BalancerConfiguration) async throws -> Bool {
        guard !plan.services.isEmpty else {
            guard !isGone else { return false }
            guard started != nil || !process.processes().isEmpty else {
                isGone = true
                return false
            }
            await process.end(within: .seconds(1))
            started = nil
            return true
        }
        isGone = false
        guard let started, await process.answers() else { return try await start(plan) }
        switch BalancerChange(from: try await process.observed(started), to: plan) {
        case .none: return false
        case .reload: return try await start(plan)
        case .commands(let commands):
            try await process.perform(commands)
            return true
        }
    }

    /// Whether an instance gets no new request at any port, and has none.
    ///
    /// - Throws: `BalancerError` if HAProxy doesn't answer.
    func isIdle(_ instance: String) async throws -> Bool {
        guard let started else { return true }
        for service in try await process.observed(started).services {
            guard let server = service.servers.first(where: { $0.name == instance }) else { continue }
            guard server.state != .ready else { return false }
            if let count = try await process.requests(at: instance, of: service.name), count > 0 { return false }
        }
        return true
    }

    /// Ends HAProxy; requests that it has may end first.
    func end() async {
        await process.end(within: .seconds(10))
        started = nil
    }

    private func start(_ plan: BalancerConfiguration) async throws -> Bool {
        try await process.start(plan, log: log)
        started = plan
        return true
    }
}
