public import OCI

/// Which values of a parameter weaken what protects the host and other instances, and how.
///
/// `plan` and `doctor` mark them, so that nothing is weakened unseen.
public struct Weakening: Hashable, Sendable {
    /// Which values weaken.
    public enum Values: Hashable, Sendable {
        /// This one alone.
        case only(JSONValue)
        /// Every list or map with anything in it.
        case filled
        /// An object whose `add` has anything in it.
        case additions
        /// A list of mounts with one that binds a path of the host.
        case hostPaths
    }

    /// The values.
    public let values: Values
    /// What is weakened, in a sentence.
    public let reason: String

    /// Whether a value weakens.
    public func holds(for value: JSONValue) -> Bool {
        switch values {
        case .only(let weak): value == weak
        case .filled: Self.isFilled(value)
        case .additions: value["add"].map(Self.isFilled) ?? false
        case .hostPaths: (value.array ?? []).contains { $0["source"]?.string?.hasPrefix("/") == true }
        }
    }

    private static func isFilled(_ value: JSONValue) -> Bool {
        value.array?.isEmpty == false || value.object?.isEmpty == false
    }
}
