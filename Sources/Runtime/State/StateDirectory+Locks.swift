extension StateDirectory {
    /// Takes the lock of one instance as soon as it's free: whoever changes the instance holds it.
    public func lock(instance: String) async throws -> FileLock {
        try await FileLock.take(try lockPath(instance))
    }

    /// Takes the lock of one instance if it's free; nil if another holds it.
    public func lockIfFree(instance: String) throws -> FileLock? {
        try FileLock.attempt(try lockPath(instance))
    }

    /// Takes the lock of the secrets' keys as soon as it's free. No instance's name begins with a dot.
    public func lockSecrets() async throws -> FileLock {
        try await FileLock.take("\(run)/locks/.secrets")
    }

    /// Takes the lock of the one process that may watch this state directory, if it's free; nil if there is one.
    public func lockServing() throws -> FileLock? {
        try FileLock.attempt("\(run)/locks/.serve")
    }

    /// Takes the lock of the one agent of this state directory, if it's free; nil if there is one.
    public func lockAgent() throws -> FileLock? {
        try FileLock.attempt("\(run)/locks/.agent")
    }

    /// Takes the lock of the one watchdog of this state directory, if it's free; nil if there is one.
    public func lockWatchdog() throws -> FileLock? {
        try FileLock.attempt("\(run)/locks/.watchdog")
    }

    private func lockPath(_ instance: String) throws -> String {
        try checkName(instance)
        return "\(run)/locks/\(instance)"
    }
}
