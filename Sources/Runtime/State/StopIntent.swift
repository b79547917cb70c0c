/// A mark that an instance is being stopped on purpose, so that conmon's exit command doesn't start it anew.
///
/// It's in the bundle and goes with it; the exit command looks at it before and after it has the instance's lock.
extension StateDirectory {
    /// Marks an instance that has a container.
    public func markStopping(_ instance: String) throws {
        guard exists(instance) else { return }
        try AtomicFile.write([], to: stopMark(instance), mode: 0o600)
    }

    /// Whether an instance is being stopped, or has no container any more.
    public func isStopping(_ instance: String) -> Bool {
        !exists(instance) || FileTree.exists(stopMark(instance))
    }

    private func stopMark(_ name: String) -> String { instance(name) + "/stopping" }
}
