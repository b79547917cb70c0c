import ConfigurationGraph
import OCI
import Orchestrator
import Overwatch
import Resolution

/// All that an agent must know to run one instance, read from one view.
struct Assignment: Sendable {
    var instance: Instance
    var automaton: Automaton
    /// Its own configuration, with nothing left open.
    var spec: RuntimeSpecNode { didSet { probes = spec.probes } }
    /// What it is asked: each second that is looked at, so it is worked out once.
    private(set) var probes: [HealthState.Question: Probe]
    /// The image that it was resolved for, which its artefact may not be any more; nil for what is no image.
    var manifest: Digest?
    /// The diff ids of the image's layers, lowest first.
    var layers: [Digest]
    /// What was last seen of it.
    var status: InstanceStatus?
    /// The names by which it calls others, and the address of each that has one.
    var peers: [Peer]
    /// Whether other automatons call its own by name.
    var isCalled: Bool
    /// The volumes that it has for itself alone.
    var exclusive: [String]

    /// Another automaton that the instance calls by name.
    struct Peer: Hashable, Sendable {
        var automaton: String
        var names: [String]
        /// That of one of its instances on the same host; nil where none has any.
        var address: String?
        /// Whether it has instances that this address doesn't lead to: elsewhere, or several here.
        var isSpread: Bool
    }
}

extension Assignment {
    /// Reads the assignment of an instance.
    ///
    /// - Throws: ``Failure`` when a node that it needs isn't there, and whatever reading the view throws.
    init(of name: String, in view: some GraphView) throws {
        var known = SpecReader()
        try self.init(of: name, in: view, by: &known)
    }

    private init(of name: String, in view: some GraphView, by known: inout SpecReader) throws {
        guard let instance = try view.value(Instance.self, named: name),
            let automaton = try view.value(Automaton.self, named: instance.automaton),
            let spec = try known.spec(of: instance, in: view)
        else { throw Failure(.failed, "there is no instance '\(name)'", hint: "'emergence ps' lists them") }
        self.instance = instance
        self.automaton = automaton
        self.spec = spec.filled(for: instance)
        probes = spec.probes
        let image = try Self.image(of: spec, in: view)
        manifest = image?.digest
        layers = try (image?.layers ?? []).compactMap { try view.value(Layer.self, named: $0.description)?.diffID }
        status = try view.value(InstanceStatus.self, named: name)
        peers = try automaton.dependencies.map { try Peer($0, on: instance.host, in: view) }
        isCalled = try !view.edges(to: automaton.id, along: .uses, limit: 1).isEmpty
        exclusive = try FleetReader.volumes(of: automaton, in: view).filter(\.exclusive).map(\.name)
    }

    /// All assignments of a view, in the order of their names.
    static func all(in view: some GraphView) throws -> [Assignment] {
        var known = SpecReader()
        return try view.values(Instance.self).map { try Assignment(of: $0.name, in: view, by: &known) }
    }

    /// All assignments of an agent's host, in the order of their names.
    static func all(of agent: Agent, in view: some GraphView) throws -> [Assignment] {
        var known = SpecReader()
        return try agent.instanceNames(in: view).map { try Assignment(of: $0, in: view, by: &known) }
    }

    /// The same without where its values came from: that is most of a configuration, and nothing to whoever watches what runs.
    var withoutProvenance: Assignment {
        var kept = self
        kept.spec.provenance = []
        return kept
    }

    private static func image(of spec: RuntimeSpecNode, in view: some GraphView) throws -> ImageManifestNode? {
        try spec.parameters["image.manifest"]?.string.flatMap { try view.value(ImageManifestNode.self, named: $0) }
    }

    /// A resolved parameter that is no part of `config.json`.
    func parameter(_ path: String) -> JSONValue? { spec.parameters[path] }
}

extension Assignment.Peer {
    /// The names are the dependency's alias, and the automaton's own. The address is that of an instance on the same host,
    /// of one that is ready where there is one: another's means nothing there.
    init(_ dependency: Automaton.Dependency, on host: String, in view: some GraphView) throws {
        automaton = dependency.automaton
        names = (dependency.alias.map { [$0] } ?? []) + [dependency.automaton]
        let instances = try view.edges(to: NodeID(.automaton, dependency.automaton))
            .filter { $0.label == .instanceOf }
            .compactMap { try view.value(Instance.self, named: $0.from.name) }
            .filter { !$0.isVariant }
        let here = try instances.filter { $0.host == host }
            .compactMap { try view.value(InstanceStatus.self, named: $0.name) }
        address =
            (here.first { $0.state == .ready && !$0.addresses.isEmpty } ?? here.first { !$0.addresses.isEmpty })?
            .addresses.first
        isSpread = instances.count > 1 || instances.contains { $0.host != host }
    }
}
