import Foundation

extension InstanceRunner {
    /// How an instance's container is found, from its files and processes alone.
    ///
    /// - Throws: ``RuntimeError``, or `CancellationError`.
    public func status(_ name: String) async throws -> ObservedState {
        try checkName(name)
        let bundle = bundle(name)
        guard let record = InstanceRecord(bundle) else { return .absent }
        try LogRotation(path: bundle.log, maximumFiles: record.log.maximumFiles).settle()
        let state = observe(name, bundle, record)
        guard case .lost(nil) = state, let monitor = record.monitor, monitor.isAlive else { return state }
        // The process has just ended and its monitor is about to write down how.
        return try await awaitExit(name, bundle, record)
    }

    /// Waits until conmon has written an exit status; a monitor that has gone without is a lost one.
    func awaitExit(_ name: String, _ bundle: Bundle, _ record: InstanceRecord) async throws -> ObservedState {
        let watch = try FolderWatch(bundle.exits)
        let exit = try await watch.first(within: .seconds(5)) {
            exitStatus(name, bundle)
        }
        return exit ?? observe(name, bundle, record)
    }

    /// How the container ended, as conmon wrote it down; nil if it hasn't.
    func exitStatus(_ name: String, _ bundle: Bundle) -> ObservedState? {
        let path = bundle.exits + "/" + name
        guard let text = TextFile.trimmed(path), let code = Int32(text) else { return nil }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return .exited(code: code, finishedAt: attributes?[.modificationDate] as? Date ?? Date())
    }

    private func observe(_ name: String, _ bundle: Bundle, _ record: InstanceRecord) -> ObservedState {
        if let exit = exitStatus(name, bundle) { return exit }
        guard let process = record.process, process.isAlive else { return .lost(pid: nil) }
        guard let monitor = record.monitor, monitor.isAlive else { return .lost(pid: process.pid) }
        guard let time = TextFile.trimmed(bundle.started).flatMap(Double.init) else {
            return .created(pid: process.pid)
        }
        return .running(pid: process.pid, startedAt: Date(timeIntervalSince1970: time))
    }
}
