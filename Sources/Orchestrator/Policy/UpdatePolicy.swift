/// How instances are replaced by changed ones, and how many of them may be missing or too many meanwhile.
public struct UpdatePolicy: Hashable, Sendable {
    public enum Strategy: String, Hashable, Sendable {
        case rolling, recreate
        case blueGreen = "bluegreen"
    }

    /// A count, or a part of the instances wanted.
    public enum Share: Hashable, Sendable {
        case count(Int)
        case percent(Int)

        /// Of so many instances; parts are rounded down, or up.
        func of(_ total: Int, roundedUp: Bool) -> Int {
            switch self {
            case .count(let count): count
            case .percent(let part): (total * part + (roundedUp ? 99 : 0)) / 100
            }
        }
    }

    public var strategy: Strategy
    public var maxUnavailable: Share
    public var maxSurge: Share
    /// How long a change may stand still before it is taken back, in seconds.
    public var progressDeadline: Double

    public init(
        strategy: Strategy = .rolling, maxUnavailable: Share = .count(0), maxSurge: Share = .count(1),
        progressDeadline: Double = 600
    ) {
        self.strategy = strategy
        self.maxUnavailable = maxUnavailable
        self.maxSurge = maxSurge
        self.progressDeadline = progressDeadline
    }

    /// How many of so many instances may be missing meanwhile.
    public func unavailable(of wanted: Int) -> Int { maxUnavailable.of(wanted, roundedUp: false) }

    /// How many there may be too many meanwhile: one where none may be missing either, as nothing could move otherwise.
    public func surge(of wanted: Int) -> Int {
        let surge = maxSurge.of(wanted, roundedUp: true)
        return surge == 0 && unavailable(of: wanted) == 0 ? 1 : surge
    }
}

/// What an automaton runs: code and configuration together, so that both go forward and back together.
public struct Generation: Hashable, Sendable, Codable {
    /// The artefact's digest or store path.
    public var artefact: String
    /// The digest of the configuration given to it.
    public var configuration: String

    public init(artefact: String, configuration: String) {
        self.artefact = artefact
        self.configuration = configuration
    }
}

extension Generation: CustomStringConvertible {
    public var description: String { "\(artefact) with \(configuration)" }
}
