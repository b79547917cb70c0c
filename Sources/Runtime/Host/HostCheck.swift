/// One thing that `doctor` looks at on a machine.
public struct HostCheck: Hashable, Sendable, Codable {
    public enum Outcome: String, Hashable, Sendable, Codable {
        case ok, warning, failure
    }

    /// What was looked at.
    public var name: String
    public var outcome: Outcome
    /// What was found.
    public var found: String
    /// The command or step that mends it; nil where there's nothing to mend.
    public var remedy: String?

    public init(name: String, outcome: Outcome, found: String, remedy: String? = nil) {
        self.name = name
        self.outcome = outcome
        self.found = found
        self.remedy = remedy
    }

    static func ok(_ name: String, _ found: String) -> HostCheck {
        HostCheck(name: name, outcome: .ok, found: found, remedy: nil)
    }

    static func warning(_ name: String, _ found: String, _ remedy: String?) -> HostCheck {
        HostCheck(name: name, outcome: .warning, found: found, remedy: remedy)
    }

    static func failure(_ name: String, _ found: String, _ remedy: String) -> HostCheck {
        HostCheck(name: name, outcome: .failure, found: found, remedy: remedy)
    }
}
