import GraphStore
import ConfigurationGraph
import Forge
import Orchestrator
import Relay
import Runtime

extension Agent {
    /// Makes the machine be what the graph says: stops what shouldn't run, replaces what runs with other values, starts
    /// what should run, dependencies first. Debug variants whose time is over are cleared away, and none is started.
    ///
    /// - Parameters:
    ///   - names: the instances concerned; nil for all of this host.
    ///   - desired: what is wanted of them, where a commit is under way that says so; nil for what the graph says.
    /// - Throws: ``Failure`` for the first instance that can't be started; those that run are left running.
    func reconcile(
        _ names: Set<String>? = nil, desired: Instance.DesiredState? = nil, waitUntilReady: Bool, timeout: Duration
    ) async throws {
        // Of a thousand instances, a command that is about one reads one.
        let chosen = try await store.read { view in
            guard let names else { return try WantedInstance.all(of: self, in: view) }
            return try names.sorted().compactMap { try WantedInstance($0, in: view) }
                .filter { isHere($0.instance) }
        }.map { $0.wanting(desired) }
        if names == nil {
            removeLeftovers()
            try await removeStrangers(known: Set(chosen.map(\.instance.name)))
        }
        try await endFinishedVariants(among: chosen.map(\.instance))
        let concerned = chosen.filter { !$0.instance.isVariant }
        for name in concerned.filter({ !isWantedHere($0.instance) }).map(\.instance.name) {
            try await stop(try await store.read { try Assignment(of: name, in: $0) })
        }
        let running = concerned.filter { isWantedHere($0.instance) }
        if running.count > 1 {
            try await yieldPorts(
                among: try await store.read { view in
                    try running.map { try Assignment(of: $0.instance.name, in: view) }
                })
        }
        let automatons = Dictionary(
            running.map { ($0.automaton.name, $0.automaton) }, uniquingKeysWith: { one, _ in one })
        let waves = StartOrder.waves(automatons.values.sorted { $0.name < $1.name })
        let awaited = Set(running.flatMap(\.automaton.dependencies).filter(\.startOrder).map(\.automaton))
        for wave in waves {
            try await bring(
                running.filter { wave.contains($0.automaton.name) }, awaiting: waitUntilReady ? nil : awaited,
                timeout: timeout)
        }
    }

    /// Brings the instances of one wave up at the same time.
    ///
    /// - Parameter awaited: the automatons whose readiness is waited for; nil for all.
    private func bring(_ wave: [WantedInstance], awaiting awaited: Set<String>?, timeout: Duration) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for wanted in wave {
                group.addTask {
                    let name = wanted.instance.name
                    try await bringUp(name)
                    guard awaited?.contains(wanted.automaton.name) ?? true else { return }
                    do {
                        try await waitUntilReady(name, timeout: timeout)
                    } catch {
                        // Whoever plans may have other plans with it by now.
                        if try await isStillWanted(name) { throw error }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func isStillWanted(_ name: String) async throws -> Bool {
        try await store.read { view in try view.value(Instance.self, named: name).map(isWantedHere) ?? false }
    }

    /// Starts an instance unless it runs already, and runs with the values that the graph has now.
    private func bringUp(_ name: String) async throws {
        try await whileLocked(name) {
            // Read again under the lock: a dependency started meanwhile has an address by now.
            // Whoever plans may have ended it, and somebody may have stopped it for good by now.
            let found = try await store.read { view in
                guard let instance = try view.value(Instance.self, named: name), isHere(instance),
                    instance.ending == nil
                else { return nil as Assignment? }
                return try Assignment(of: name, in: view)
            }
            guard let assignment = found else { return }
            // Somebody who began to stop it, and was interrupted, has sent its signal: it is on its way to its end.
            let isEnding = StopIntent(of: name, in: state).isSet
            let isOutdated = LaunchRecord.read(of: name, in: state)?.isOutdated(by: assignment) ?? true
            switch try await runner.status(name) {
            case .running where !isEnding && !isOutdated: return
            case .running: try await replace(assignment)
            case .lost(pid: _?) where isOutdated: try await replace(assignment)
            case .absent, .created, .exited, .lost: try await launch(assignment, restarts: 0)
            }
        }
    }

    private func replace(_ assignment: Assignment) async throws {
        // What can't be opened mustn't end what runs.
        _ = try await secrets(for: assignment)
        events(.stopping(instance: assignment.instance.name))
        try await whileRelieved(assignment) { try await end(assignment, keepLog: true) }
        try await launch(assignment, restarts: 0)
    }

    /// Removes what commands that were killed left unfinished; work isn't stopped because that can't be.
    private func removeLeftovers() {
        do {
            try Forge(state: state.path, store: store).removeLeftovers()
        } catch {
            events(.note("\(error)"))
        }
    }

    /// Removes what runs in the state directory and is no instance of the graph: what a crash left between a commit
    /// and its being carried out.
    private func removeStrangers(known: Set<String>) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for name in bundles() where !known.contains(name) {
                group.addTask { try await removeStranger(name) }
            }
            try await group.waitForAll()
        }
        try await clearAwayShared()
    }

    /// Ends a process as its configuration said when it was started, if it ever was.
    func removeStranger(_ name: String) async throws {
        events(.stopping(instance: name))
        let monitor = runner.monitor(of: name)
        let spec = LaunchRecord.read(of: name, in: state)?.spec
        try await whileLocked(name) {
            // Somebody may have placed it here while its lock was waited for.
            guard try await store.read({ try $0.value(Instance.self, named: name).map(isHere) }) != true else { return }
            try await dismantle(
                name, grace: spec?.gracePeriod ?? .zero, signal: spec?.stopSignal ?? "SIGKILL", keepLog: false)
        }
        try await monitor?.waitForEnd(within: .seconds(5))
        events(.removed(instance: name))
    }
}
