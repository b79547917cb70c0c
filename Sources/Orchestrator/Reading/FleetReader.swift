public import ConfigurationGraph
import OCI

/// Reads what planning knows of the graph: the whole of it once, and then what each change concerns.
///
/// What is read is a function of the view: following changes one by one comes to the same as reading the last view anew,
/// but for what only planning remembers. An automaton that can't be planned, as its artefact isn't there or its
/// parameters contradict each other, is left alone with its instances, and ``faults`` says why.
public struct FleetReader: Sendable {
    /// Why automatons are left alone, by name, in words.
    public private(set) var faults: [String: String] = [:]
    private let lookup: ResolutionLookup
    /// What instances are resolved to, while one view is read.
    private var specs = SpecReader()
    /// What is wanted of each automaton that is planned.
    private var policies: [String: AutomatonPolicy] = [:]
    /// A revision for each generation that was seen, by automaton: what a failed change goes back to is declared there.
    public private(set) var revisions: [String: [Generation: Revision]] = [:]

    public init(lookup: ResolutionLookup) { self.lookup = lookup }

    /// Reads a whole graph.
    ///
    /// - Parameter began: when planning began: until a whole window has been seen since, nothing is taken away.
    /// - Returns: the fleet, and the instances that end, which aren't in it.
    /// - Throws: whatever reading the view throws.
    public mutating func read(
        _ view: any GraphView, began: Moment
    ) throws -> (fleet: Fleet, endings: [FleetChange.Ending]) {
        policies = [:]
        faults = [:]
        specs = SpecReader()
        defer { specs = SpecReader() }
        for automaton in try view.values(Automaton.self) {
            policies[automaton.name] = try policy(of: automaton, in: view)
        }
        let hosts = try view.values(Host.self).map { try Self.state(of: $0, in: view) }
        var states: [InstanceState] = []
        var endings: [FleetChange.Ending] = []
        var memory: [String: [(source: ResolvedFrom, isReady: Bool)]] = [:]
        for instance in try view.values(Instance.self) {
            if let ending = try ending(of: instance, in: view) {
                endings.append(ending)
                continue
            }
            let state = try state(of: instance, in: view)
            states.append(state)
            guard let source = instance.resolvedFrom, !state.isVariant else { continue }
            memory[instance.automaton, default: []].append((source, state.phase == .ready))
        }
        do {
            let fleet = try Fleet(
                hosts: hosts, automatons: Array(policies.values), instances: states,
                memory: memory.mapValues { AutomatonMemory($0) }, revision: view.revision, began: began)
            return (fleet, endings)
        } catch {
            // Nodes are told apart by their names, so none is there twice.
            assertionFailure("\(error)")
            return (Fleet(emptyAt: view.revision, began: began), endings)
        }
    }

    /// Reads what changed, in time that grows with the change alone.
    ///
    /// - Parameters:
    ///   - changes: all since what was read before.
    ///   - view: the graph after them, or a later one.
    /// - Throws: whatever reading the view throws; everything must be read anew then.
    public mutating func changes(
        _ changes: some Collection<NodeChangeValue>, in view: any GraphView
    ) throws -> [FleetChange] {
        let concerned = try Concerned(changes, in: view)
        let view = RecentView(view, after: changes)
        defer { specs = SpecReader() }
        var found: [FleetChange] = []
        var last: [FleetChange] = []
        for name in concerned.hosts.sorted() {
            if let host = try view.value(Host.self, named: name) {
                found.append(.host(try Self.state(of: host, in: view)))
            } else {
                last.append(.hostGone(name))
            }
        }
        for name in concerned.automatons.sorted() {
            let automaton = try view.value(Automaton.self, named: name)
            policies[name] = try automaton.flatMap { try policy(of: $0, in: view) }
            if automaton == nil { faults[name] = nil }
            if let policy = policies[name] {
                found.append(.automaton(policy))
            } else {
                last.append(.automatonGone(name))
            }
        }
        for name in concerned.instances.sorted() {
            if let instance = try view.value(Instance.self, named: name) {
                let ending = try ending(of: instance, in: view)
                found.append(try ending.map { .ending($0) } ?? .instance(try state(of: instance, in: view)))
            } else {
                found.append(.instanceGone(name))
            }
        }
        return found + last
    }

    private static func state(of host: Host, in view: some GraphView) throws -> HostState {
        HostState(host, policy: try view.value(HostPolicy.self, named: host.name))
    }

    /// What there is to know of an instance that ends; nil for one that doesn't.
    private func ending(of instance: Instance, in view: some GraphView) throws -> FleetChange.Ending? {
        guard instance.ending != nil else { return nil }
        let volumes = policies[instance.automaton]?.volumes
        return FleetChange.Ending(
            instance: instance.name, host: instance.host, isExclusive: volumes?.contains(where: \.exclusive) ?? true,
            hasEnded: try view.value(InstanceStatus.self, named: instance.name)?.state == .stopped)
    }

    /// What is wanted of an automaton; nil, and a fault, where that can't be told.
    private mutating func policy(of automaton: Automaton, in view: any GraphView) throws -> AutomatonPolicy? {
        do {
            let reading = try lookup.automaton(automaton.name, view)
            var policy = try AutomatonPolicy.reading(
                automaton.name, generation: reading.generation, volumes: try Self.volumes(of: automaton, in: view),
                reading.value)
            policy.architecture = reading.architecture
            if automaton.takenDown != nil { policy.suspend() }
            faults[automaton.name] = nil
            note(reading.generation, of: automaton.name, at: view.revision)
            return policy
        } catch {
            faults[automaton.name] = "\(error)"
            return nil
        }
    }

    /// The volumes that an automaton mounts, and whether one instance alone may have each.
    public static func volumes(of automaton: Automaton, in view: some GraphView) throws -> [AutomatonPolicy.VolumeUse] {
        try automaton.volumes.map { mount in
            let settings =
                try view.value(Volume.self, named: mount.volume)?.settings.flatMap(SettingCheck.expanded) ?? []
            let mode = settings.last { $0.parameter == "volume.accessMode" }?.value.string
            return AutomatonPolicy.VolumeUse(
                mount.volume, exclusive: !mount.readonly && (mode ?? "exclusive") == "exclusive")
        }
    }

    private mutating func note(_ generation: Generation, of automaton: String, at revision: Revision) {
        if revisions[automaton]?[generation] == nil { revisions[automaton, default: [:]][generation] = revision }
    }

    private mutating func state(of instance: Instance, in view: any GraphView) throws -> InstanceState {
        if let source = instance.resolvedFrom {
            note(Generation(source), of: instance.automaton, at: source.revision)
        }
        let policy = policies[instance.automaton]
        var state = InstanceState(
            instance, spec: try specs.spec(of: instance, in: view),
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
    /// Follows a change of the graph; what ends is there no more.
    public mutating func take(_ change: FleetChange) {
        switch change {
        case .host(let state): put(state)
        case .hostGone(let name): remove(host: name)
        case .automaton(let policy): put(policy)
        case .automatonGone(let name): remove(automaton: name)
        case .instance(let state): put(state)
        case .ending(let ending): remove(instance: ending.instance)
        case .instanceGone(let name): remove(instance: name)
        }
    }
}
