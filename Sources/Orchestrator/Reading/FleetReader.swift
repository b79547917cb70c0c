public import ConfigurationGraph
import OCI

/// A fleet as the graph has it, that follows the graph change by change.
///
/// What is read of a view is a function of it: following changes one by one comes to the same as reading the last view
/// anew, but for what only planning remembers. An automaton that can't be planned, as its artefact isn't there or its
/// parameters contradict each other, is left alone with its instances, and ``faults`` says why.
public struct FleetReader: Sendable {
    /// What was read; whoever plans on it lets it follow its own steps.
    public var fleet: Fleet
    /// Why automatons are left alone, by name, in words.
    public private(set) var faults: [String: String] = [:]
    private let lookup: ResolutionLookup
    private var leases: [String: HostState.Lease]

    /// Reads a whole graph.
    ///
    /// - Parameters:
    ///   - leases: whether hosts' agents are there; one that isn't named is.
    ///   - began: when planning began: until a whole window has been seen since, nothing is taken away.
    /// - Throws: whatever reading the view throws.
    public init(
        _ view: any GraphView, leases: [String: HostState.Lease] = [:], began: Moment, lookup: ResolutionLookup
    ) throws {
        self.lookup = lookup
        self.leases = leases
        fleet = Fleet(emptyAt: view.revision, began: began)
        var hosts: [HostState] = []
        for host in try view.values(Host.self) {
            hosts.append(try Self.state(of: host, leases: leases, in: view))
        }
        var policies: [AutomatonPolicy] = []
        for automaton in try view.values(Automaton.self) {
            if let policy = try policy(of: automaton, in: view) { policies.append(policy) }
        }
        let instances = try view.values(Instance.self)
        var states: [InstanceState] = []
        let wanted = Dictionary(policies.map { ($0.name, $0) }) { first, _ in first }
        for instance in instances {
            states.append(try state(of: instance, policy: wanted[instance.automaton], in: view))
        }
        var memory: [String: [(source: ResolvedFrom, isReady: Bool)]] = [:]
        for (instance, state) in zip(instances, states) where !state.isVariant {
            guard let source = instance.resolvedFrom else { continue }
            memory[instance.automaton, default: []].append((source, state.phase == .ready))
        }
        do {
            fleet = try Fleet(
                hosts: hosts, automatons: policies, instances: states, memory: memory.mapValues { AutomatonMemory($0) },
                revision: view.revision, began: began)
        } catch {
            // Names are what nodes are told apart by, so none is there twice.
            assertionFailure("\(error)")
        }
    }

    /// Takes in what changed, in time that grows with the change alone.
    ///
    /// - Parameters:
    ///   - changes: all since the revision that the fleet shows.
    ///   - view: the graph after them, or a later one.
    /// - Throws: whatever reading the view throws; the fleet must be read anew then.
    public mutating func follow(_ changes: some Sequence<NodeChangeValue>, in view: any GraphView) throws {
        let concerned = try Concerned(changes, in: view)
        let hosts = try concerned.hosts.sorted().map { ($0, try view.value(Host.self, named: $0)) }
        for case (_, let host?) in hosts { fleet.put(try Self.state(of: host, leases: leases, in: view)) }
        var gone: [String] = []
        for name in concerned.automatons.sorted() {
            let automaton = try view.value(Automaton.self, named: name)
            if let policy = try automaton.flatMap({ try policy(of: $0, in: view) }) {
                fleet.put(policy)
            } else {
                gone.append(name)
            }
            if automaton == nil { faults[name] = nil }
        }
        for name in concerned.instances.sorted() {
            guard let instance = try view.value(Instance.self, named: name) else {
                fleet.remove(instance: name)
                continue
            }
            fleet.put(try state(of: instance, policy: fleet.policy(of: instance.automaton, without: gone), in: view))
        }
        for name in gone { fleet.remove(automaton: name) }
        for case (let name, nil) in hosts { fleet.remove(host: name) }
        fleet.revision = view.revision
    }

    /// Takes in which hosts' agents are there.
    ///
    /// - Parameter states: by host; one that isn't named is there.
    public mutating func note(leases states: [String: HostState.Lease]) {
        leases = states
        for var host in fleet.hostStates where host.lease != states[host.name] ?? .held {
            host.lease = states[host.name] ?? .held
            fleet.put(host)
        }
    }

    private static func state(
        of host: Host, leases: [String: HostState.Lease], in view: some GraphView
    ) throws -> HostState {
        HostState(host, policy: try view.value(HostPolicy.self, named: host.name), lease: leases[host.name] ?? .held)
    }

    /// What is wanted of an automaton; nil, and a fault, where that can't be told.
    private mutating func policy(of automaton: Automaton, in view: any GraphView) throws -> AutomatonPolicy? {
        do {
            let reading = try lookup.automaton(automaton.name, view)
            var policy = try AutomatonPolicy.reading(
                automaton.name, generation: reading.generation, volumes: try Self.volumes(of: automaton, in: view),
                reading.value)
            policy.architecture = reading.architecture
            faults[automaton.name] = nil
            return policy
        } catch {
            faults[automaton.name] = "\(error)"
            return nil
        }
    }

    private static func volumes(of automaton: Automaton, in view: some GraphView) throws -> [AutomatonPolicy.VolumeUse]
    {
        try automaton.volumes.map { mount in
            let settings = try view.value(Volume.self, named: mount.volume)?.settings ?? []
            let mode = settings.last { $0.parameter == "volume.accessMode" }?.value.string
            return AutomatonPolicy.VolumeUse(
                mount.volume, exclusive: !mount.readonly && (mode ?? "exclusive") == "exclusive")
        }
    }

    private func state(
        of instance: Instance, policy: AutomatonPolicy?, in view: any GraphView
    ) throws -> InstanceState {
        var state = InstanceState(
            instance, spec: try view.value(RuntimeSpecNode.self, named: instance.spec),
            status: try view.value(InstanceStatus.self, named: instance.name), volumes: policy?.volumes ?? [])
        guard let policy, !state.isVariant else {
            state.isVariant = true
            return state
        }
        if state.generation != policy.generation { state.wantedSpec = try? lookup.wantedSpec(instance, view) }
        return state
    }
}

extension Fleet {
    /// What is wanted of an automaton; nil for one that isn't there, or is among those that go.
    fileprivate func policy(of name: String, without gone: [String]) -> AutomatonPolicy? {
        guard !gone.contains(name), let number = automatonNumbers[name], !automatons[number].isGone else { return nil }
        return automatons[number].policy
    }
}
