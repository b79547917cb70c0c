/// What makes an instance a debug variant of another: who asked for it, when, why, and until when it lasts.
public struct DebugSession: Hashable, Sendable, Codable {
    /// The instance that it is a variant of.
    public var original: String
    /// Who asked for it.
    public var author: String
    /// What for; nil if nobody said.
    public var reason: String?
    /// When it was asked for (RFC 3339).
    public var startedAt: String
    /// When it ends by itself (RFC 3339).
    public var endsAt: String

    public init(original: String, author: String, reason: String? = nil, startedAt: String, endsAt: String) {
        self.original = original
        self.author = author
        self.reason = reason
        self.startedAt = startedAt
        self.endsAt = endsAt
    }
}

extension Instance {
    /// Whether it is a debug variant of another instance, and none that its automaton is owed.
    public var isVariant: Bool { session != nil }

    /// Whether a user means it by a name: its own, or its automaton's. A debug variant is meant by its own alone.
    public func isMeant(by name: String) -> Bool {
        self.name == name || automaton == name && !isVariant
    }
}
