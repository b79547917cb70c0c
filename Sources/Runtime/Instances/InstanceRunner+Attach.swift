import Dispatch
import Glibc

extension InstanceRunner {
    /// Whether an instance runs and its process has no terminal, so that who attaches to it would see nothing to type at.
    public func isRunningWithoutTerminal(_ name: String) async throws -> Bool {
        guard case .running = try await status(name) else { return false }
        return InstanceRecord(bundle(name))?.terminal == false
    }

    /// Joins this process's terminal, or its standard input and outputs, to those of an instance's process, until the
    /// process ends or the detach keys are typed.
    ///
    /// The terminal is raw meanwhile and always set back; changes of its size are passed on.
    ///
    /// - Parameter detachKeys: as `ctrl-p,ctrl-q`; empty for none.
    /// - Throws: ``RuntimeError/notRunning(instance:)``, ``RuntimeError/notAttachable(instance:reason:)``,
    ///   ``RuntimeError/invalidKeys(_:)``, or `CancellationError`.
    public func attach(_ name: String, detachKeys: String = "ctrl-p,ctrl-q") async throws {
        let keys = try DetachKeys(detachKeys)
        switch try await status(name) {
        case .created, .running: break
        case .lost(.some): throw RuntimeError.notAttachable(instance: name, reason: "its monitor is gone")
        case .absent, .exited, .lost(nil): throw RuntimeError.notRunning(instance: name)
        }
        let bundle = bundle(name)
        let hasTerminal = InstanceRecord(bundle)?.terminal == true
        let session = AttachSession(
            instance: name, socket: try AttachSocket.connect(in: bundle.path, instance: name), keys: keys)
        let resizing = hasTerminal ? TerminalResizing(control: bundle.path + "/ctl") : nil
        let saved = hasTerminal ? TerminalState(of: 0) : nil
        saved?.makeRaw()
        defer {
            saved?.restore()
            resizing?.end()
        }
        try await session.run()
    }
}
