import ConfigurationGraph
import GraphStore
import Synchronization

/// What a command has done so far, so that it can be taken back if the command can't be finished.
final class Journal: Sendable {
    /// What is on record.
    struct Entries: Sendable {
        /// The commits of this command, in their order; its statuses are left out, as they say what is the case.
        var commits: [Commit] = []
        /// The artefacts that it forged, and what was there by their names.
        var forged: [(name: String, before: Artefact?)] = []
        /// The instances that it started, or began to start.
        var launched: Set<String> = []
        /// Whether others carry out what was committed, so that it stands.
        var isHandedOver = false
    }

    /// The instances whose process ran when the command began.
    let ran: Set<String>
    private let state = Mutex(Entries())

    init(ran: Set<String>) { self.ran = ran }

    var entries: Entries { state.withLock { $0 } }

    func note(_ commit: Commit) { state.withLock { $0.commits.append(commit) } }

    func note(forged name: String, before: Artefact?) { state.withLock { $0.forged.append((name, before)) } }

    func note(launch name: String) { state.withLock { _ = $0.launched.insert(name) } }

    func handOver() { state.withLock { $0.isHandedOver = true } }
}
