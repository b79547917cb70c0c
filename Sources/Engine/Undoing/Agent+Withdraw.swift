import ConfigurationGraph
import Glibc
import GraphStore
import Relay
import Runtime

extension Agent {
    /// The instances whose process runs.
    func running() async throws -> Set<String> {
        var running: Set<String> = []
        for name in bundles() {
            switch try await runner.status(name) {
            case .running, .lost(.some): running.insert(name)
            case .absent, .created, .exited, .lost(nil): break
            }
        }
        return running
    }

    /// Ends instances that this command started, and clears away all that they had but their volumes.
    func withdraw(_ names: Set<String>) async throws {
        for name in names.sorted() {
            let monitor = runner.monitor(of: name)
            try await whileLocked(name) {
                try await dismantle(name, grace: .zero, signal: "SIGKILL", keepLog: false)
            }
            try await monitor?.waitForEnd(within: .seconds(5))
            if let assignment = try? await store.read({ try Assignment(of: name, in: $0) }) {
                try await report(assignment, .stopped, message: "its start was taken back")
            }
            events(.removed(instance: name))
        }
        try await clearAwayShared()
    }

    /// Removes the folders of volumes that these commits declared first, if nothing was written to them.
    func removeEmptyVolumes(madeBy commits: [Commit]) {
        for change in commits.flatMap(\.changes) where change.id.kind == .volume && change.before == nil {
            rmdir(state.volume(change.id.name))
        }
    }
}
