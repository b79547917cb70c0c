public import ConfigurationGraph

/// What planning must remember of an automaton from one time to the next.
///
/// Whoever loads a fleet gives what was kept of generations; the windows begin anew with each controller.
public struct AutomatonMemory: Hashable, Sendable {
    /// The last generation of which all instances became ready.
    public var lastGood: Generation?
    /// Generations that didn't become ready in time, and aren't tried again.
    public var failed: Set<Generation> = []
    /// The change under way.
    public var rollout: Rollout?
    /// How many instances were found to be needed, and when; the latest last.
    var needs: [Need] = []
    /// How many there shall be, as it was last decided.
    var wanted: Int?
    /// When it is to be looked at again, even if nothing is heard of it.
    var wake: Moment?

    public init(lastGood: Generation? = nil, failed: Set<Generation> = []) {
        self.lastGood = lastGood
        self.failed = failed
    }

    /// A change to another generation.
    public struct Rollout: Hashable, Sendable {
        public var generation: Generation
        /// When another instance last became ready, or when there was first one that could.
        public var progressed: Moment
        /// How many instances were ready then.
        public var ready: Int
        /// Whether there is an instance of it that has a place and isn't ready.
        var isTried: Bool
    }

    /// How many instances were needed from a time on, until the next need.
    struct Need: Hashable, Sendable {
        var from: Moment
        var count: Int
    }
}
