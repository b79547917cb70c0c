import ConfigurationGraph
import GraphStore
import Orchestrator
import Processes
import Relay
import Runtime

/// The thin shell around `WatchdogMachine`: a process apart from the agent, that ends what holds exclusive volumes once
/// the lease wasn't renewed in time. It asks no store, so that no store can keep it waiting.
struct Watchdog: Sendable {
    let agent: Agent

    /// How long a process may take to end before it is killed.
    private static let grace = 10.0
    /// How long the lock of an instance is waited for: who has it may have been stopped.
    private static let patience = 3.0

    /// Watches until neither an agent is there nor anything that holds an exclusive volume.
    ///
    /// - Returns: the agent's lock, to be given back once this isn't taken for a watchdog any more.
    /// - Throws: `CancellationError`, and whatever keeps it from looking.
    func run() async throws -> FileLock {
        let word = WatchdogWord(in: agent.state)
        var machine = WatchdogMachine(until: word.read() ?? BootClock.now)
        var event = WatchdogMachine.Event.tick
        while true {
            var next: WatchdogMachine.Event?
            for effect in machine.handle(event, at: BootClock.now) {
                switch effect {
                case .wake(let moment):
                    try await BootClock.sleep(until: moment)
                    next = word.read().map { .armed(until: $0) } ?? .tick
                case .stopExclusive:
                    // It may have been renewed while this was asleep.
                    if let until = word.read(), until > BootClock.now {
                        next = .armed(until: until)
                    } else {
                        let found = await stopExclusive()
                        if found.isEmpty, let lock = try agent.state.lockAgent() { return lock }
                        next = .stopped
                    }
                }
            }
            event = next ?? .tick
        }
    }

    /// Ends whatever runs and may hold a volume for itself alone; returns its names.
    private func stopExclusive() async -> [String] {
        var found: [String] = []
        for name in agent.bundles() where LaunchRecord.read(of: name, in: agent.state)?.mayBeExclusive ?? true {
            guard let state = try? await agent.runner.status(name), state.mayRun else { continue }
            found.append(name)
        }
        await withDiscardingTaskGroup { group in
            for name in found { group.addTask { await stop(name) } }
        }
        return found
    }

    private func stop(_ name: String) async {
        agent.events(.note("the lease of host \(agent.hostName) ran out: \(name), which holds a volume, is ended"))
        let spec = LaunchRecord.read(of: name, in: agent.state)?.spec
        do {
            let lock = try await lock(name)
            defer { withExtendedLifetime(lock) {} }
            // Nobody starts it anew meanwhile.
            try StopIntent(of: name, in: agent.state).set()
            try await agent.runner.stop(
                name, signal: spec?.stopSignal ?? "SIGTERM",
                grace: min(spec?.gracePeriod ?? .seconds(Self.grace), .seconds(Self.grace)))
        } catch {
            agent.events(.note("\(name) can't be ended: \(Failure(describing: error).message)"))
        }
    }

    /// The instance's lock; nil if it isn't free for a while.
    private func lock(_ name: String) async throws -> FileLock? {
        let end = BootClock.now + Self.patience
        while BootClock.now < end {
            if let lock = try agent.state.lockIfFree(instance: name) { return lock }
            try await Task.sleep(for: .milliseconds(100))
        }
        return nil
    }
}

extension ObservedState {
    /// Whether a process of it may run.
    var mayRun: Bool {
        switch self {
        case .running, .created, .lost(pid: _?): true
        case .absent, .exited, .lost(pid: nil): false
        }
    }
}

extension Engine {
    /// Watches over what an agent started: the body of the hidden command `watchdog`.
    ///
    /// - Throws: ``Failure``: not root; no container runtime on this machine.
    public static func runWatchdog(_ settings: EngineSettings, events: @escaping EventHandler) async throws {
        let engine = Engine(settings: settings, store: InMemoryGraphStore())
        try await engine.reportingFailures {
            let state = StateDirectory(settings.stateDirectory)
            // Another one watches.
            var lock = try state.lockWatchdog()
            guard lock != nil else { return }
            let alone = try await Watchdog(agent: try await engine.agent(events)).run()
            lock = nil
            withExtendedLifetime(alone) {}
        }
    }
}

extension HostAgent {
    /// Starts a watchdog, if none is there.
    ///
    /// - Throws: ``RuntimeError`` when it can't be started.
    func ensureWatchdog() throws {
        guard try agent.state.lockWatchdog() != nil else { return }
        let settings = agent.settings
        var words = ["watchdog", "--state-dir", agent.state.path]
        if let runtime = settings.runtime { words += ["--runtime", runtime] }
        try DetachedProcess.start(settings.program, words, log: agent.state.run + "/watchdog.log")
    }
}
