/// A set of parameter values, outside the artefact; relates to artefacts and to automatons.
public struct Configuration: NodeValue {
    public static let kind = NodeKind.configuration
    public var name: String
    /// The artefacts and automatons that it holds for, in no order.
    public var configures: [NodeID]
    /// What it sets, sorted by parameter.
    public var settings: [Setting]
    /// What declared it.
    public var declaration: Declaration

    public init(name: String, configures: [NodeID] = [], settings: [Setting], declaration: Declaration) {
        self.name = name
        self.configures = configures
        self.settings = settings
        self.declaration = declaration
    }

    public var nodeName: String { name }
    public var node: Node { .configuration(self) }
    public var edges: [Edge] {
        configures.map { Edge(from: id, label: .configures, to: $0) } + settings.reading(from: id)
    }
}

/// A service as its operator sees it: what runs, with what configuration, how many and where.
///
/// Its edges come from what it names: it `runs` its artefact, `follows` its configurations in order, `mounts` volumes,
/// `uses` other automatons and `reads` secrets.
public struct Automaton: NodeValue {
    public static let kind = NodeKind.automaton
    public var name: String
    /// The artefact that it runs.
    public var artefact: String
    /// Configurations in order: a later one wins.
    public var configurations: [String]
    /// The volumes that it mounts.
    public var volumes: [VolumeMount]
    /// The automatons that it calls by name.
    public var dependencies: [Dependency]
    /// Its own values, sorted by parameter.
    public var settings: [Setting]
    /// What declared it.
    public var declaration: Declaration
    /// The revision that it was taken down on: it has no instance until it is declared anew or brought up again. Nil where
    /// it wasn't.
    public var takenDown: Revision?

    public init(
        name: String, artefact: String, configurations: [String] = [], volumes: [VolumeMount] = [],
        dependencies: [Dependency] = [], settings: [Setting] = [], declaration: Declaration,
        takenDown: Revision? = nil
    ) {
        self.name = name
        self.artefact = artefact
        self.configurations = configurations
        self.volumes = volumes
        self.dependencies = dependencies
        self.settings = settings
        self.declaration = declaration
        self.takenDown = takenDown
    }

    public var nodeName: String { name }
    public var node: Node { .automaton(self) }
    public var edges: [Edge] {
        [Edge(from: id, label: .runs, to: NodeID(.artefact, artefact))]
            + configurations.map { Edge(from: id, label: .follows, to: NodeID(.configuration, $0)) }
            + volumes.map { Edge(from: id, label: .mounts, to: NodeID(.volume, $0.volume)) }
            + dependencies.map { Edge(from: id, label: .uses, to: NodeID(.automaton, $0.automaton)) }
            + settings.reading(from: id)
    }

    /// A volume at its place in the automaton's file tree.
    public struct VolumeMount: Hashable, Sendable, Codable {
        /// The volume's name.
        public var volume: String
        /// The absolute path inside.
        public var destination: String
        /// Whether the automaton may only read it.
        public var readonly: Bool
        /// Where it was written.
        public var location: SourceLocation

        public init(volume: String, destination: String, readonly: Bool = false, location: SourceLocation) {
            self.volume = volume
            self.destination = destination
            self.readonly = readonly
            self.location = location
        }
    }

    /// Another automaton that this one calls.
    public struct Dependency: Hashable, Sendable, Codable {
        /// The other's name.
        public var automaton: String
        /// The name it is called by inside; its own where none is given.
        public var alias: String?
        /// Whether this automaton waits until the other is ready.
        public var startOrder: Bool
        /// Where it was written.
        public var location: SourceLocation

        public init(automaton: String, alias: String? = nil, startOrder: Bool = true, location: SourceLocation) {
            self.automaton = automaton
            self.alias = alias
            self.startOrder = startOrder
            self.location = location
        }
    }
}

/// State that outlives an instance.
public struct Volume: NodeValue {
    public static let kind = NodeKind.volume
    public var name: String
    /// What it sets (`volume.*`), sorted by parameter.
    public var settings: [Setting]
    /// What declared it.
    public var declaration: Declaration

    public init(name: String, settings: [Setting] = [], declaration: Declaration) {
        self.name = name
        self.settings = settings
        self.declaration = declaration
    }

    public var nodeName: String { name }
    public var node: Node { .volume(self) }
}

/// What the operator wants of a host: labels, location, taints, reserves.
public struct HostPolicy: NodeValue {
    public static let kind = NodeKind.hostPolicy
    /// The host's name.
    public var name: String
    /// What it sets (`host.*`), sorted by parameter.
    public var settings: [Setting]
    /// What declared it.
    public var declaration: Declaration

    public init(name: String, settings: [Setting] = [], declaration: Declaration) {
        self.name = name
        self.settings = settings
        self.declaration = declaration
    }

    public var nodeName: String { name }
    public var node: Node { .hostPolicy(self) }
}

/// Which declaration a node belongs to, and where it stands in it.
public struct Declaration: Hashable, Sendable, Codable {
    /// The declaration's name: `--set NAME`, else the path that was given to `apply`.
    public var set: String
    /// Where the node's document begins.
    public var location: SourceLocation

    public init(set: String, location: SourceLocation) {
        self.set = set
        self.location = location
    }
}
