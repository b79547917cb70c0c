import CLinux
import Glibc

extension InstanceRunner {
    /// Asks an instance's process to end by a signal, kills it if it hasn't when the grace is over, and waits until
    /// its exit status is known. One that doesn't run is no error.
    ///
    /// - Throws: ``RuntimeError``, or `CancellationError`; the process then goes on towards its end.
    public func stop(_ name: String, signal: String, grace: Duration) async throws {
        let signal = try Signal(signal)
        try checkName(name)
        let bundle = bundle(name)
        guard let record = InstanceRecord(bundle), let process = record.process?.descriptor() else { return }
        // A process that was never started waits inside the runtime and heeds no signal but the last.
        let started = FileTree.exists(bundle.started)
        try send(started ? signal : .kill, to: process, name)
        if try await !awaitReadable(process, within: grace) {
            try send(.kill, to: process, name)
            _ = try await awaitReadable(process, within: nil)
        }
        if let monitor = record.monitor, monitor.isAlive { _ = try await awaitExit(name, bundle, record) }
    }

    /// Waits until an instance's process has ended; returns at once if none runs.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    public func waitForExit(_ name: String) async throws {
        try checkName(name)
        guard let process = InstanceRecord(bundle(name))?.process?.descriptor() else { return }
        _ = try await awaitReadable(process, within: nil)
    }

    /// Waits for so long, or until the container of an instance that ended is removed, whichever is first.
    ///
    /// - Throws: ``RuntimeError``, `CancellationError`.
    public func waitWhileEnded(_ name: String, for limit: Duration) async throws {
        try checkName(name)
        let bundle = bundle(name)
        guard FileTree.exists(bundle.exits) else { return }
        _ = try await FolderWatch(bundle.exits).first(within: limit) { exitStatus(name, bundle) == nil ? true : nil }
    }

    /// Sends an instance's process a signal.
    ///
    /// - Throws: ``RuntimeError/notRunning(instance:)``, ``RuntimeError/invalidSignal(_:)``
    public func send(_ name: String, signal: String) throws {
        let signal = try Signal(signal)
        guard let process = InstanceRecord(bundle(name))?.process?.descriptor() else {
            throw RuntimeError.notRunning(instance: name)
        }
        try send(signal, to: process, name)
    }

    private func send(_ signal: Signal, to process: OpenDescriptor, _ name: String) throws(RuntimeError) {
        let answer = clinux_send_signal(process.number, signal.number)
        if answer != -ESRCH { try check(answer, "send a signal to", name) }
    }
}
