public import ConfigurationGraph

/// What an instance is resolved for.
public struct ResolutionRequest: Hashable, Sendable {
    /// The instance's name.
    public var instance: String
    /// The automaton that it is one of.
    public var automaton: String
    /// The host that it is placed on: nothing that it can't do is asked of it.
    public var host: Host
    /// The first of its user and group ids on the host.
    public var idBase: UInt32
    /// Whether its process gets a terminal.
    public var debug: Bool

    public init(instance: String, automaton: String, host: Host, idBase: UInt32, debug: Bool) {
        self.instance = instance
        self.automaton = automaton
        self.host = host
        self.idBase = idBase
        self.debug = debug
    }
}

/// Everything that keeps an instance from being resolved, at once.
public struct ResolutionFailure: Error, Hashable, Sendable {
    public var problems: [ResolutionProblem]

    public init(problems: [ResolutionProblem]) { self.problems = problems }
}

/// One value that is missing, contradictory, or more than the host can do.
public struct ResolutionProblem: Hashable, Sendable {
    /// The parameter's path.
    public var parameter: String
    /// What is wrong with it, and what to do.
    public var message: String
    /// The node that is concerned.
    public var node: NodeID
    /// Where that was written; nil where nobody wrote anything.
    public var location: SourceLocation?
}

extension ResolutionProblem: CustomStringConvertible {
    public var description: String {
        (location.map { "\($0.file):\($0.line):\($0.column)" } ?? "\(node)") + ": \(parameter): \(message)"
    }
}
