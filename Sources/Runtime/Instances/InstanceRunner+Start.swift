import Foundation

extension InstanceRunner {
    /// Makes the machine ready for starts that are about to come, so that they are faster; it takes some ten
    /// milliseconds, in which other things can be done. It stays so for half a second, or until the task is cancelled.
    public static func expectStarts() async {
        await GroupMoves.keepReady(for: .milliseconds(500))
    }

    /// Starts the process of an instance whose container is created.
    ///
    /// - Throws: ``RuntimeError/notRunning(instance:)`` if there's no such container,
    ///   ``RuntimeError/runtimeFailed(operation:instance:message:)`` with the runtime's words.
    public func start(_ name: String) async throws {
        guard case .created = try await status(name) else { throw RuntimeError.notRunning(instance: name) }
        // The mark comes first: whatever happens now, the container is no longer one that was only created.
        let time = String(Date().timeIntervalSince1970)
        let mark = bundle(name).started
        try AtomicFile.write(time.utf8, to: mark, mode: 0o600)
        do {
            try await runtime(for: name).start(name)
        } catch {
            try? FileTree.remove(mark)
            throw error
        }
    }
}
