/// Why an instance is on its host: what asked for it, which hosts were refused and why, and how the best three scored.
///
/// It is kept as it was decided: a later state of the hosts doesn't alter it.
public struct PlacementReason: Hashable, Sendable, Codable {
    /// What asked for it, as `3 instances for 250 requests a second`.
    public var cause: String
    /// The revision that it was decided on.
    public var revision: Revision
    /// How many hosts there were.
    public var hosts: Int
    /// How many of them were refused, by reason; the most frequent first. A host counts once, for its first reason.
    public var refusals: [Refusal]
    /// The best three that were weighed, the chosen one first.
    public var best: [Candidate]
    /// The instance that it takes the place of, which stops when this one is ready.
    public var replaces: String?

    public init(
        cause: String, revision: Revision, hosts: Int, refusals: [Refusal], best: [Candidate], replaces: String? = nil
    ) {
        self.cause = cause
        self.revision = revision
        self.hosts = hosts
        self.refusals = refusals
        self.best = best
        self.replaces = replaces
    }

    /// A reason, and how many hosts were refused for it.
    public struct Refusal: Hashable, Sendable, Codable {
        public var reason: String
        public var hosts: Int

        public init(reason: String, hosts: Int) {
            self.reason = reason
            self.hosts = hosts
        }
    }

    /// A host that was weighed.
    public struct Candidate: Hashable, Sendable, Codable {
        public var host: String
        /// The sum of the terms.
        public var score: Int
        public var terms: [Term]

        public init(host: String, terms: [Term]) {
            self.host = host
            self.terms = terms
            score = terms.reduce(0) { $0 + $1.points }
        }
    }

    /// One thing that speaks for a host, or against it.
    public struct Term: Hashable, Sendable, Codable {
        public var name: String
        public var points: Int

        public init(name: String, points: Int) {
            self.name = name
            self.points = points
        }
    }
}
