public import ConfigurationGraph

/// One thing that a plan does. Steps are done in their order; what ends makes room for what follows it.
public enum Step: Hashable, Sendable {
    /// A new instance.
    case place(Placed)
    /// An instance goes on elsewhere under its name: it is lost where it was, or stops there first.
    case move(Placed, from: String)
    /// An instance starts anew on its host, as what it runs changed.
    case restart(Placed)
    /// An instance ends and is no more.
    case stop(instance: String, host: String, reason: String)
    /// An instance is of another generation without a restart, as what it was resolved to is the same.
    case adopt(instance: String, generation: Generation)
    /// All instances are of a generation and ready: it is what a failed one goes back to.
    case settle(automaton: String, generation: Generation)
    /// A generation didn't become ready in time and isn't tried again.
    case giveBack(automaton: String, failed: Generation, to: Generation?, reason: String)

    /// An instance on a host, and why it is there.
    public struct Placed: Hashable, Sendable {
        public var instance: String
        public var automaton: String
        public var host: String
        /// The first of its user and group ids.
        public var idBase: UInt32
        public var generation: Generation
        public var reason: PlacementReason

        public init(
            instance: String, automaton: String, host: String, idBase: UInt32, generation: Generation,
            reason: PlacementReason
        ) {
            self.instance = instance
            self.automaton = automaton
            self.host = host
            self.idBase = idBase
            self.generation = generation
            self.reason = reason
        }
    }
}

extension Step: CustomStringConvertible {
    public var description: String {
        switch self {
        case .place(let placed): "place \(placed.instance) on \(placed.host): \(placed.reason.cause)"
        case .move(let placed, let from):
            "move \(placed.instance) from \(from) to \(placed.host): \(placed.reason.cause)"
        case .restart(let placed): "restart \(placed.instance) on \(placed.host): \(placed.reason.cause)"
        case .stop(let instance, let host, let reason): "stop \(instance) on \(host): \(reason)"
        case .adopt(let instance, let generation): "keep \(instance), which is the same in \(generation)"
        case .settle(let automaton, let generation): "\(automaton) is at \(generation)"
        case .giveBack(let automaton, let failed, let good, let reason):
            "\(automaton): \(failed) failed (\(reason)); "
                + (good.map { "back to \($0)" } ?? "there is no good one to go back to")
        }
    }
}

/// What is to be done now, what can't be, and when to look again.
public struct Plan: Hashable, Sendable {
    public var steps: [Step] = []
    /// The automatons that lack instances, sorted by name.
    public var pending: [Pending] = []
    /// When to plan again, even if nothing is heard until then; nil if nothing waits for a time.
    public var wake: Moment?

    public init() {}

    mutating func wakeBy(_ moment: Moment?) {
        guard let moment else { return }
        wake = min(wake ?? moment, moment)
    }
}

/// An automaton that lacks instances, and why.
public struct Pending: Hashable, Sendable {
    public var automaton: String
    /// How many are lacking.
    public var instances: Int
    /// How many hosts there are.
    public var hosts: Int
    /// How many were refused, by reason; the most frequent first.
    public var refusals: [PlacementReason.Refusal]
    /// The smallest change that would help, in words; nil if none is known.
    public var remedy: String?

    public init(
        automaton: String, instances: Int, hosts: Int, refusals: [PlacementReason.Refusal], remedy: String? = nil
    ) {
        self.automaton = automaton
        self.instances = instances
        self.hosts = hosts
        self.refusals = refusals
        self.remedy = remedy
    }
}
