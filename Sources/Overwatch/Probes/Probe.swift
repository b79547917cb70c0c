/// A question asked of an instance from outside, again and again: does it answer?
public struct Probe: Hashable, Sendable, Codable {
    public enum Kind: Hashable, Sendable, Codable {
        /// A connection is accepted.
        case tcp(port: UInt16)
        /// A GET is answered with a status from 200 to 399.
        case http(port: UInt16, path: String)
        /// A command run in the instance ends with 0.
        case exec(command: [String])
    }

    public var kind: Kind
    /// The wait before the first try, in seconds.
    public var initialDelay: Double
    /// From one try to the next, in seconds.
    public var interval: Double
    /// The most that one try may take, in seconds.
    public var timeout: Double
    /// How many answers in a row make it ready.
    public var successThreshold: Int
    /// How many failures in a row make it unready once it was ready. Waiting for readiness doesn't count them: a
    /// service may take its time to start, and whoever waits says how long.
    public var failureThreshold: Int

    public init(
        _ kind: Kind, initialDelay: Double = 0, interval: Double = 10, timeout: Double = 1, successThreshold: Int = 1,
        failureThreshold: Int = 3
    ) {
        self.kind = kind
        self.initialDelay = initialDelay
        self.interval = interval
        self.timeout = timeout
        self.successThreshold = successThreshold
        self.failureThreshold = failureThreshold
    }
}

/// The answer to one try.
public enum ProbeOutcome: Hashable, Sendable {
    case success
    /// Why not, as `connection refused` or `HTTP 503`.
    case failure(reason: String)
}

/// A wait for readiness that ended without it.
public struct NotReady: Error, Hashable, Sendable, CustomStringConvertible {
    /// Why the last try failed.
    public var reason: String
    public var tries: Int

    public var description: String { "not ready after \(tries) \(tries == 1 ? "try" : "tries"): \(reason)" }
}
