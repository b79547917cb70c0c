/// What keeps instances away from a host unless they put up with it.
public struct Taint: Hashable, Sendable {
    /// How strictly.
    public enum Effect: String, Hashable, Sendable {
        /// Only if nothing better is free.
        case prefer
        /// No new ones.
        case forbid
        /// No new ones, and those that are there go.
        case evict
    }

    public var key: String
    public var value: String?
    public var effect: Effect

    public init(key: String, value: String? = nil, effect: Effect) {
        self.key = key
        self.value = value
        self.effect = effect
    }
}

extension Taint: CustomStringConvertible {
    public var description: String { "\(value.map { "\(key)=\($0)" } ?? key) (\(effect.rawValue))" }
}

/// Which taints an automaton puts up with. What isn't given matches every one.
public struct Toleration: Hashable, Sendable {
    public var key: String?
    public var value: String?
    public var effect: Taint.Effect?

    public init(key: String? = nil, value: String? = nil, effect: Taint.Effect? = nil) {
        self.key = key
        self.value = value
        self.effect = effect
    }

    func covers(_ taint: Taint) -> Bool {
        (key == nil || key == taint.key) && (value == nil || value == taint.value)
            && (effect == nil || effect == taint.effect)
    }
}
