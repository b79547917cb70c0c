import ConfigurationGraph
import OCI

extension InstanceState {
    /// An instance as the graph has it.
    ///
    /// - Parameters:
    ///   - spec: its resolved configuration, which says what it was given; what is left open in it doesn't matter.
    ///   - status: what its host's agent says of it; nil if it said nothing yet.
    init(_ instance: Instance, spec: RuntimeSpecNode?, status: InstanceStatus?, volumes: [AutomatonPolicy.VolumeUse]) {
        let needs = AutomatonPolicy.needs(of: instance.automaton) { spec?.parameters[$0] }
        self.init(
            name: instance.name, automaton: instance.automaton, host: instance.host,
            generation: instance.resolvedFrom.map { Generation($0) } ?? .unknown, spec: instance.spec,
            phase: Phase(instance, status, isProbed: spec?.parameters["overwatch.readiness.type"] != nil),
            request: needs.request, idBase: instance.idBase)
        devices = needs.devices
        ports = needs.ports
        self.volumes = volumes
        isVariant = instance.isVariant
        replaces = instance.placement?.replaces
    }
}

extension Generation {
    /// That of an instance that an earlier version resolved.
    static let unknown = Generation(artefact: "", configuration: "")
}

extension InstanceState.Phase {
    /// What is the case, as far as it concerns others: one that the operator stopped, and one that has done its work,
    /// are as they should be.
    fileprivate init(_ instance: Instance, _ status: InstanceStatus?, isProbed: Bool) {
        if instance.desired == .stopped {
            self = .ready
            return
        }
        switch status?.state {
        case .ready: self = .ready
        case .running: self = isProbed ? .starting : .ready
        case .exited: self = status?.exitCode == 0 ? .ready : .failed
        case .failed: self = .failed
        case .pending, .starting, .backingOff, .stopped, .lost, nil: self = .starting
        }
    }
}

extension AutomatonPolicy {
    /// What each instance is given by its parameters; what is wrong counts as not given.
    fileprivate static func needs(of automaton: String, _ value: @escaping (String) -> JSONValue?) -> AutomatonPolicy {
        var reader = PolicyReader(value)
        var policy = AutomatonPolicy(name: automaton, generation: .unknown)
        policy.readNeeds(&reader)
        return policy
    }
}
