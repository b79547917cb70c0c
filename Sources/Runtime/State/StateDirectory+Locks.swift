extension StateDirectory {
    /// Takes the lock of one instance as soon as it's free: whoever changes the instance holds it.
    public func lock(instance: String) async throws -> FileLock {
        try await FileLock.take(try lockPath(instance))
    }

    /// Takes the lock of one instance if it's free; nil if another holds it.
    public func lockIfFree(instance: String) throws -> FileLock? {
        try FileLock.attempt(try lockPath(instance))
    }

    /// Does work under the lock of one instance.
    public func withLock<Value>(
        on instance: String, isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Value
    ) async throws -> Value {
        let lock = try await lock(instance: instance)
        defer { withExtendedLifetime(lock) {} }
        return try await work()
    }

    /// Does work under the lock of one instance if it's free; nil if another holds it.
    public func tryLock<Value>(
        on instance: String, isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Value
    ) async throws -> Value? {
        guard let lock = try lockIfFree(instance: instance) else { return nil }
        defer { withExtendedLifetime(lock) {} }
        return try await work()
    }

    private func lockPath(_ instance: String) throws -> String {
        try checkName(instance)
        return "\(run)/locks/\(instance)"
    }
}
