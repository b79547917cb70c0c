/// Brings instances to life and to their end on this machine.
///
/// It remembers nothing: every call looks at the bundle and at the processes. Calls on one instance must not overlap;
/// ``StateDirectory/lock(instance:)`` is for that.
public struct InstanceRunner: Sendable {
    let state: StateDirectory
    let program: RuntimeProgram
    let conmon: Conmon
    let mappingMethod: LayerMapping

    /// - Parameters:
    ///   - conmon: conmon's path.
    ///   - layerMapping: how layers get their owners, as ``HostFacts/layerMapping`` says.
    public init(state: StateDirectory, runtime: RuntimeProgram, conmon: String, layerMapping: LayerMapping) {
        self.state = state
        program = runtime
        self.conmon = Conmon(path: conmon)
        mappingMethod = layerMapping
    }

    func bundle(_ name: String) -> Bundle {
        Bundle(path: state.instance(name))
    }

    /// The container runtime, with its own state in memory where it has secrets in it.
    func runtime(for name: String) -> ContainerRuntime {
        let inMemory = bundle(name).secrets.runtimeRoot
        return ContainerRuntime(program: program, root: FileTree.exists(inMemory) ? inMemory : state.runtimeRoot)
    }

    func rootFilesystem(_ name: String, _ mapping: IDMapping) -> RootFilesystem {
        RootFilesystem(state: state, instance: name, mapping: mapping, method: mappingMethod)
    }

    func network(_ name: String) -> NetworkNamespace {
        NetworkNamespace(path: state.networkNamespace(name))
    }

    /// The files of an instance's log that have lines in them, the oldest first; none if it never ran.
    public func logFiles(_ name: String) throws -> [String] {
        try checkName(name)
        let bundle = bundle(name)
        let record = InstanceRecord(bundle)
        let rotation = LogRotation(path: bundle.log, maximumFiles: record?.log.maximumFiles ?? 1)
        if record != nil { try rotation.settle() }
        return rotation.files()
    }
}
