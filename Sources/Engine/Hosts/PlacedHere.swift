import ConfigurationGraph
import OCI
import Orchestrator
import Resolution
import Runtime

/// What is placed on a host, as its agent last read it: of what didn't change nothing is read again.
struct PlacedHere: Sendable {
    /// The state of the graph that all of it is of; some of it may be newer.
    private(set) var revision = Revision.zero
    private(set) var entries: [String: Entry] = [:]

    /// An instance that is placed here.
    struct Entry: Sendable {
        var instance: Instance
        var status: InstanceStatus?
        /// As the machine has it; nil for a variant, which is none of the machine's.
        var planned: Orchestrator.Assignment?
        fileprivate var configuration: Configuration?
        fileprivate var launched: Launched?
    }

    /// Reads everything.
    mutating func readAll(by agent: Agent, in view: some GraphView) throws {
        var all: [String: Entry] = [:]
        var specs = SpecReader()
        for name in try agent.instanceNames(in: view) {
            if let instance = try view.value(Instance.self, named: name) {
                all[name] = try entry(of: instance, by: agent, in: view, &specs)
            }
        }
        (entries, revision) = (all, view.revision)
    }

    /// Reads what became of some instances.
    ///
    /// - Parameter heard: the revision up to which nothing else changed.
    mutating func read(_ names: Set<String>, heard: Revision, by agent: Agent, in view: some GraphView) throws {
        var specs = SpecReader()
        for name in names {
            let instance = try view.value(Instance.self, named: name)
            entries[name] = try instance.flatMap { instance in
                agent.isHere(instance) ? try entry(of: instance, by: agent, in: view, &specs) : nil
            }
        }
        revision = max(revision, heard)
    }

    private func entry(
        of instance: Instance, by agent: Agent, in view: some GraphView, _ specs: inout SpecReader
    ) throws -> Entry {
        var entry = Entry(
            instance: instance, status: try view.value(InstanceStatus.self, named: instance.name))
        guard !instance.isVariant else { return entry }
        let known = entries[instance.name]
        let configuration = try Configuration(of: instance, recalling: known, in: view, &specs)
        let launched = try Launched(instance, configuration, recalling: known?.launched, by: agent, in: view, &specs)
        entry.configuration = configuration
        entry.launched = launched
        entry.planned = Orchestrator.Assignment(
            instance: instance.name, spec: launched?.run(for: instance) ?? instance.run,
            isWanted: agent.isWantedHere(instance), request: configuration.request, claims: configuration.claims,
            isExclusive: configuration.isExclusive, reported: entry.status?.reported)
        return entry
    }
}

/// What an agent must know of an instance's configuration to decide whether it may start.
private struct Configuration {
    var revision: Revision
    var request: Resources
    var claims: Set<String>
    var isExclusive: Bool

    init(
        of instance: Instance, recalling known: PlacedHere.Entry?, in view: some GraphView, _ specs: inout SpecReader
    ) throws {
        guard let automaton = try view.value(Automaton.self, named: instance.automaton) else {
            throw Failure(.failed, "\(instance.name) is of no automaton")
        }
        let exclusive = try FleetReader.volumes(of: automaton, in: view).filter(\.exclusive).map(\.name)
        isExclusive = !exclusive.isEmpty
        let written = try view.lastChange(of: NodeID(.runtimeSpec, instance.spec))
        if let last = known?.configuration, known?.instance.spec == instance.spec, written == last.revision {
            (revision, request) = (last.revision, last.request)
            claims = last.claims.filter { !$0.hasPrefix(RuntimeSpecNode.volumePrefix) }
                .union(RuntimeSpecNode.claims(volumes: exclusive))
            return
        }
        guard let written, let spec = try specs.spec(of: instance, in: view)?.filled(for: instance) else {
            throw Failure(.failed, "\(instance.name) has no configuration")
        }
        (revision, request, claims) = (written, spec.request, spec.claims(volumes: exclusive))
    }
}

/// What a process was started with, compared with what is wanted.
private struct Launched {
    /// The record of the start, and the configuration that it was compared with.
    private var record: LaunchRecord.Identity
    private var wanted: String
    private var revision: Revision
    private var idBase: UInt32
    private var run: String
    private var restartAsked: Revision?
    private var needsRestart: Bool

    /// Compares, unless that was done before; nil where nothing was started.
    init?(
        _ instance: Instance, _ configuration: Configuration, recalling known: Launched?, by agent: Agent,
        in view: some GraphView, _ specs: inout SpecReader
    ) throws {
        guard let identity = LaunchRecord.Identity(of: instance.name, in: agent.state) else { return nil }
        if let known, known.record == identity, known.idBase == instance.idBase,
            (known.wanted, known.revision) == (instance.spec, configuration.revision)
        {
            self = known
            return
        }
        guard let launched = LaunchRecord.read(of: instance.name, in: agent.state),
            let spec = try specs.spec(of: instance, in: view)
        else { return nil }
        (record, idBase) = (identity, instance.idBase)
        (wanted, revision) = (instance.spec, configuration.revision)
        run = launched.run
        restartAsked = launched.restartAsked
        needsRestart = SpecDifference(from: launched.spec, to: spec.filled(for: instance)).needsRestart
    }

    /// What the process is a run of, if it may stay for an instance; nil if it must make way. One that runs with a configuration
    /// which differs in nothing that a process is started anew for may stay.
    func run(for instance: Instance) -> String? {
        needsRestart || (restartAsked ?? .zero) < (instance.restartAsked ?? .zero) ? nil : run
    }
}
