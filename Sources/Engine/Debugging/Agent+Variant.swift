import ConfigurationGraph
import GraphStore
import Processes
import Relay
import Runtime

extension Agent {
    /// Commits a debug variant and starts it. The caller holds its lock.
    ///
    /// - Throws: `TransactionError` when the graph has changed meanwhile, ``Failure`` when the variant doesn't start;
    ///   nothing of it is left then.
    func start(_ draft: DebugDraft) async throws {
        let name = draft.instance.name
        let commit = try await store.commit(draft.transaction)
        events(.committed(commit.revision, changes: commit.changes.count))
        do {
            try await launch(try await store.read { try Assignment(of: name, in: $0) }, restarts: 0)
        } catch {
            try await uncancelled { try await clearVariant(name, because: "it didn't start") }
            throw error
        }
    }

    /// Ends a debug variant: its process, all that it ran in, and its nodes. The history keeps them, and says why.
    ///
    /// - Throws: ``Failure`` when it can't be stopped; it is as it was then.
    func endVariant(_ name: String, because reason: String) async throws {
        let monitor = runner.monitor(of: name)
        try await whileLocked(name) { try await clearVariant(name, because: reason) }
        try await monitor?.waitForEnd(within: .seconds(5))
    }

    /// What conmon's exit command does for a debug variant; false for an instance that is none.
    func endIfVariant(_ name: String) async throws -> Bool {
        guard let session = try await store.read({ try $0.value(Instance.self, named: name)?.session }) else {
            return false
        }
        try await whileLocked(name) {
            guard case .exited(let code, _) = try await runner.status(name) else { return }
            try await clearVariant(name, because: session.isOver() ? "its time was over" : "exit status \(code)")
        }
        return true
    }

    /// Ends the debug variants among instances that have nothing to run for any more: those that were stopped, whose
    /// time is over, or whose process is gone.
    func endFinishedVariants(among instances: [Instance]) async throws {
        for instance in instances {
            guard let session = instance.session else { continue }
            let name = instance.name
            if instance.desired == .stopped {
                events(.stopping(instance: name))
                try await endVariant(name, because: "it was stopped")
            } else if session.isOver() {
                try await endVariant(name, because: "its time was over")
            } else if try await isGone(name) {
                try await endVariant(name, because: "its process was gone")
            } else {
                continue
            }
            events(.removed(instance: name))
        }
    }

    /// Whether nothing runs of an instance, and nobody is just starting it.
    private func isGone(_ name: String) async throws -> Bool {
        guard let lock = try state.lockIfFree(instance: name) else { return false }
        defer { withExtendedLifetime(lock) {} }
        switch try await runner.status(name) {
        case .running: return false
        case .absent, .created, .exited, .lost: return true
        }
    }

    /// As ``endVariant(_:because:)``, for who holds the instance's lock.
    func clearVariant(_ name: String, because reason: String) async throws {
        let assignment = try await store.read { view in
            try view.contains(NodeID(.instance, name)) ? try Assignment(of: name, in: view) : nil
        }
        guard let assignment else { return }
        try await end(assignment, keepLog: false)
        let removal = try await store.read { view in
            var removal = Transaction(
                author: settings.author, roles: [.orchestrator], message: "\(name) ended: \(reason)",
                deletes: InstanceDraft.nodes(of: assignment.instance))
            try removal.deleteUnusedSpecs(in: view)
            return removal
        }
        try await store.commit(removal)
        try await clearAwayShared()
    }
}
