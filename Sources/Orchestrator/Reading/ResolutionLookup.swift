public import ConfigurationGraph
public import OCI

/// What planning asks of resolution, which is a room of its own: whoever plans a graph hands both to each other.
public struct ResolutionLookup: Sendable {
    /// What a view says of an automaton. Throws when it can't be told, as of one whose artefact isn't there.
    public var automaton: @Sendable (_ name: String, _ view: any GraphView) throws -> AutomatonReading
    /// The digest of the resolved configuration that an instance would have by a view: its own where it could go on
    /// as it is. Throws when it can't be resolved.
    public var wantedSpec: @Sendable (_ instance: Instance, _ view: any GraphView) throws -> String

    public init(
        automaton: @escaping @Sendable (_ name: String, _ view: any GraphView) throws -> AutomatonReading,
        wantedSpec: @escaping @Sendable (_ instance: Instance, _ view: any GraphView) throws -> String
    ) {
        self.automaton = automaton
        self.wantedSpec = wantedSpec
    }
}

/// What is said of an automaton wherever its instances are.
public struct AutomatonReading: Sendable {
    public var generation: Generation
    /// GOARCH's name of what it is built for; nil for any.
    public var architecture: String?
    /// The value that somebody gave a parameter, the strongest giver's; nil if nobody did.
    public var value: @Sendable (_ parameter: String) -> JSONValue?

    public init(
        generation: Generation, architecture: String? = nil,
        value: @escaping @Sendable (_ parameter: String) -> JSONValue?
    ) {
        self.generation = generation
        self.architecture = architecture
        self.value = value
    }
}

extension Generation {
    public init(_ source: ResolvedFrom) {
        self.init(artefact: source.artefact, configuration: source.configuration)
    }

    public init(_ failed: ResolvedFrom.Failed) {
        self.init(artefact: failed.artefact, configuration: failed.configuration)
    }
}
