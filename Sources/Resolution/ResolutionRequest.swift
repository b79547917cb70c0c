public import ConfigurationGraph

/// What an instance is resolved for.
public struct ResolutionRequest: Hashable, Sendable {
    /// The instance's name.
    public var instance: String
    /// The automaton that it is one of.
    public var automaton: String
    /// The host that it is placed on: nothing that it can't do is asked of it.
    public var host: Host
    /// The first of its 65,536 user and group ids on the host.
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
