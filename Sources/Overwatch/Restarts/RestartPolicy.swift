/// Whether and when an instance whose process ended is started anew.
public struct RestartPolicy: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
        /// Whatever the exit status.
        case always
        /// After any exit status but 0.
        case onFailure
        case never
    }

    public var kind: Kind
    /// The wait before the first restart, in seconds; each further one is twice as long.
    public var initial: Double
    /// The longest wait, in seconds.
    public var max: Double
    /// The most restarts in a row; 0 for no end.
    public var maxRetries: Int

    public init(kind: Kind = .always, initial: Double = 1, max: Double = 300, maxRetries: Int = 0) {
        self.kind = kind
        self.initial = initial
        self.max = max
        self.maxRetries = maxRetries
    }

    /// How long a process must have run for its end to be a new misfortune rather than the last one again: ten times
    /// the longest wait, but no more than ten minutes, and no less than ten seconds.
    public var stableAfter: Double { Swift.min(Swift.max(10 * max, 10), 600) }
}

/// What came before: the restarts in a row that led to the run that ended now.
public struct RestartHistory: Hashable, Sendable, Codable {
    /// How many restarts there were since the instance was started or last ran stably.
    public var restarts: Int

    public init(restarts: Int = 0) { self.restarts = restarts }

    /// The history after a restart that followed a run of so many seconds.
    public func restarted(by policy: RestartPolicy, afterRunning seconds: Double) -> RestartHistory {
        RestartHistory(restarts: (seconds >= policy.stableAfter ? 0 : restarts) + 1)
    }
}

/// How a process ended.
public struct ProcessEnd: Hashable, Sendable {
    public var exitCode: Int32
    /// How long it ran, in seconds.
    public var seconds: Double
    /// Whether it was asked to stop.
    public var stoppedByOperator: Bool

    public init(exitCode: Int32, seconds: Double, stoppedByOperator: Bool = false) {
        self.exitCode = exitCode
        self.seconds = seconds
        self.stoppedByOperator = stoppedByOperator
    }
}
