public import OCI

/// Who decides a parameter.
public enum ParameterCategory: String, Hashable, Sendable, Codable, CaseIterable {
    /// Must be given.
    case required = "Required"
    /// May be given; else there is a default, or it is left out.
    case optional = "Optional"
    /// Defined from within Emergence; giving it is an error.
    case encapsulated = "Encapsulated"
}

/// The component whose entry a parameter is.
public enum Component: String, Hashable, Sendable, Codable, CaseIterable {
    case architect = "Architect"
    case emergence = "Emergence"
    case forge = "Forge"
    case host = "Host"
    case orchestrator = "Orchestrator"
    case overwatch = "Overwatch"
    case relay = "Relay"
}

/// One entry of the catalogue: everything that is known of a parameter before anyone gives it a value.
public struct Parameter: Hashable, Sendable {
    /// What happens where nobody gives a value.
    public enum Default: Hashable, Sendable {
        /// It is an error: the parameter is Required.
        case none
        /// The key is left out.
        case omitted
        /// This value.
        case value(JSONValue)
        /// What a rule computes; the sentence says what.
        case computed(String)
    }

    /// The path, as `process.env`.
    public let path: String
    /// The type that a value must have.
    public let type: ParameterType
    /// Who decides it.
    public let category: ParameterCategory
    /// What holds where nobody gives it.
    public let `default`: Default
    /// Whose entry it is.
    public let component: Component
    /// Who supplies the value: `operator`, `artefact`, `forge`, `emergence`, `host`, `relay` or `overwatch`.
    public let suppliedBy: String
    /// The kinds of document that it belongs to; an Encapsulated one can be given in none of them.
    public let kinds: Set<NodeKind>
    /// How the values of several givers become one.
    public let merging: Merging
    /// What it is for, in a sentence.
    public let doc: String

    /// - Parameter merging: nil for what follows from the type.
    public init(
        _ path: String, _ type: ParameterType, _ category: ParameterCategory, default: Default, component: Component,
        suppliedBy: String, kinds: Set<NodeKind>, merging: Merging? = nil, doc: String
    ) {
        self.path = path
        self.type = type
        self.category = category
        self.default = `default`
        self.component = component
        self.suppliedBy = suppliedBy
        self.kinds = kinds
        self.merging = merging ?? Merging(of: type)
        self.doc = doc
    }
}

extension Parameter {
    /// Whether resolution settles it for each instance.
    public var concernsInstances: Bool { kinds.contains(.automaton) }

    /// Whether it is a part of OCI's `config.json`, rather than of how Emergence treats the instance.
    ///
    /// The operator's additions to the capabilities aren't: the five sets that follow from them are.
    public var isConfiguration: Bool {
        guard path != "process.capabilities", let root = path.split(separator: ".").first else { return false }
        return ["ociVersion", "root", "mounts", "process", "hostname", "hooks", "annotations", "linux"].contains(root)
    }
}
