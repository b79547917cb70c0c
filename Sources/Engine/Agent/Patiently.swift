import Runtime

/// Takes the lock of a process of which there is one; nil if another has it, and not only for the moment in which it is
/// looked at.
///
/// - Throws: what trying throws, `CancellationError`.
func patiently(_ attempt: () throws -> FileLock?) async throws -> FileLock? {
    for _ in 0..<20 {
        if let lock = try attempt() { return lock }
        try await Task.sleep(for: .milliseconds(50))
    }
    return nil
}
