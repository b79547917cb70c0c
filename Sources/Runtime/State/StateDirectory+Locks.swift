import Glibc

extension StateDirectory {
    /// Takes the lock of one instance as soon as it's free: whoever changes the instance holds it.
    public func lock(instance: String) async throws -> FileLock {
        try await FileLock.take(try lockPath(instance))
    }

    /// Takes the lock of one instance if it's free; nil if another holds it.
    public func lockIfFree(instance: String) throws -> FileLock? {
        try FileLock.attempt(try lockPath(instance))
    }

    /// Takes the lock of who lets an instance's requests end before its process is; the caller holds the instance's own. It
    /// goes with whoever holds it, so that a killed one leaves no instance without requests.
    public func lockDraining(instance: String) async throws -> FileLock {
        try await FileLock.take(try drainingPath(instance))
    }

    /// Whether somebody lets an instance's requests end.
    public func isDraining(instance: String) -> Bool {
        guard let path = try? drainingPath(instance), access(path, F_OK) == 0 else { return false }
        do { return try FileLock.attempt(path) == nil } catch { return false }
    }

    /// No instance's name begins with a dot.
    private func drainingPath(_ instance: String) throws -> String {
        try checkName(instance)
        return "\(run)/locks/.draining-\(instance)"
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
