import Glibc

extension InstanceRunner {
    /// Removes an instance's container, killing what still runs in it, and everything that was made for it: mounts,
    /// control groups, network namespace, bundle. State volumes stay. What isn't there is no error, so a half-done
    /// creation or removal is finished by this too.
    ///
    /// - Parameters:
    ///   - keepLog: whether the log's files stay where they are, for the next container of this name.
    ///   - disconnect: takes the interfaces of a network namespace, a path, away; called if there is a namespace.
    public func remove(
        _ name: String, keepLog: Bool = false, disconnect: @Sendable (String) async throws -> Void = { _ in }
    ) async throws {
        try checkName(name)
        let bundle = bundle(name)
        let record = InstanceRecord(bundle)
        try await endProcesses(name, record)
        try await runtime(for: name).delete(name)
        let network = network(name)
        if FileTree.exists(network.path) {
            try await disconnect(network.path)
            try network.release()
        }
        try rootFilesystem(name, IDMapping(base: 0)).tearDown()
        if let record {
            try await ControlGroup(hierarchies: try .mounted(), path: record.controlGroup).remove()
        }
        try bundle.remove(keepLog: keepLog)
    }

    /// Kills the container's first process, and with it all in its process namespace, and waits for the end. A creation
    /// that was cut short may not have recorded it: then all processes in the instance's control groups go.
    private func endProcesses(_ name: String, _ record: InstanceRecord?) async throws {
        guard let record else { return }
        if record.process == nil {
            try await ControlGroup(hierarchies: try .mounted(), path: record.controlGroup).killAll()
        } else {
            try await stop(name, signal: "SIGKILL", grace: .seconds(60))
        }
    }
}
