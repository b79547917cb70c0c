extension InstanceRunner {
    /// Makes an instance's root filesystem, bundle and container; its process then waits for ``start(_:)``.
    ///
    /// What an earlier container of the instance left is removed first, but for its log. If anything fails, or the
    /// task is cancelled, all that was made is removed again.
    ///
    /// - Parameter connect: gives the container's network namespace, a path, its interfaces before anything runs in it.
    ///   It isn't called if the container has no network namespace of its own. Should it throw, it has undone its own.
    /// - Throws: ``RuntimeError``, `CancellationError`, or what `connect` threw.
    @discardableResult
    public func create(
        _ launch: InstanceLaunch, connect: @Sendable (String) async throws -> Void = { _ in }
    ) async throws -> CreatedInstance {
        try checkName(launch.name)
        switch try await status(launch.name) {
        case .created, .running, .lost(.some): throw RuntimeError.alreadyExists(instance: launch.name)
        case .absent, .exited, .lost(nil): try await remove(launch.name, keepLog: true)
        }
        do {
            return try await GroupMoves.keptReady { try await make(launch, connect: connect) }
        } catch {
            try await uncancelled { try await remove(launch.name, keepLog: true) }
            throw error
        }
    }

    private func make(
        _ launch: InstanceLaunch, connect: (String) async throws -> Void
    ) async throws -> CreatedInstance {
        let bundle = bundle(launch.name)
        try makeFolder(bundle.path, 0o711)
        var record = InstanceRecord(launch)
        try record.write(to: bundle)
        try bundle.writeConfiguration(launch)
        let request = try request(launch, bundle)
        async let monitor = conmon.launch(request)
        try bundle.writeFiles(launch)
        try rootFilesystem(launch.name, launch.mapping).prepare(
            layers: launch.layers, closure: launch.closure, volumes: launch.volumes, ephemeral: launch.ephemeral)
        try Task.checkCancellation()

        let pid = try await conmon.create(request, by: monitor)
        record.process = ProcessIdentity(of: pid)
        record.monitor = ProcessIdentity(file: bundle.path + "/conmon.pid")
        try record.write(to: bundle)
        try LogRotation(path: bundle.log, maximumFiles: launch.log.maximumFiles).settle()

        let network = network(launch.name)
        let hasNetwork = try network.keep(of: pid)
        if hasNetwork { try await connect(network.path) }
        try Task.checkCancellation()
        return CreatedInstance(pid: pid, networkNamespace: hasNetwork ? network.path : nil)
    }

    private func request(_ launch: InstanceLaunch, _ bundle: Bundle) throws -> Conmon.Request {
        Conmon.Request(
            instance: launch.name, bundle: bundle.path, runtime: runtime(for: launch.name), terminal: launch.terminal,
            timeLimit: launch.timeLimit, log: launch.log, exitCommand: launch.exitCommand,
            controlGroup: ControlGroup(hierarchies: try .mounted(), path: launch.controlGroup))
    }
}
