/// The conmon of an instance, to be waited for: it outlives the bundle by the time that its exit command takes.
public struct Monitor: Sendable {
    private let process: OpenDescriptor

    init(_ process: OpenDescriptor) { self.process = process }

    /// Waits until it has ended, or for so long.
    ///
    /// - Throws: ``RuntimeError``, `CancellationError`.
    public func waitForEnd(within limit: Duration) async throws { _ = try await awaitReadable(process, within: limit) }
}

extension InstanceRunner {
    /// The conmon of an instance; nil if it has none that lives.
    public func monitor(of name: String) -> Monitor? {
        InstanceRecord(bundle(name))?.monitor?.descriptor().map(Monitor.init)
    }
}
