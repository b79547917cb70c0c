/// One thing that changed in the graph, as planning sees it.
public enum FleetChange: Hashable, Sendable {
    /// A host that is new or changed. Its lease is left to the controller, which watches leases itself.
    case host(HostState)
    case hostGone(String)
    case automaton(AutomatonPolicy)
    case automatonGone(String)
    /// An instance that is to be there, on its host.
    case instance(InstanceState)
    /// An instance that ends and whose node stays until it has ended.
    case ending(Ending)
    case instanceGone(String)

    /// An instance that is to end, and may still run.
    public struct Ending: Hashable, Sendable {
        public var instance: String
        public var host: String
        /// Whether it must never run twice.
        public var isExclusive: Bool
        /// Whether its host's agent said that it ended.
        public var hasEnded: Bool

        public init(instance: String, host: String, isExclusive: Bool, hasEnded: Bool) {
            self.instance = instance
            self.host = host
            self.isExclusive = isExclusive
            self.hasEnded = hasEnded
        }
    }

    /// The instance that it is about; nil for hosts and automatons.
    var instance: String? {
        switch self {
        case .instance(let state): state.name
        case .ending(let ending): ending.instance
        case .instanceGone(let name): name
        case .host, .hostGone, .automaton, .automatonGone: nil
        }
    }
}
