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

    /// When a parameter takes effect.
    public enum Stage: String, Hashable, Sendable, Codable, CaseIterable {
        /// When an artefact is built or forged.
        case build
        /// When an automaton is placed and its instances are made.
        case deploy
        /// When an instance's process starts.
        case start
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
    /// When it takes effect.
    public let stage: Stage
    /// The kinds of document that it belongs to; an Encapsulated one can be given in none of them.
    public let kinds: Set<NodeKind>
    /// How the values of several givers become one.
    public let merging: Merging
    /// Whether anything acts on it in this version; a value is checked all the same.
    public let hasEffect: Bool
    /// Which values weaken what protects the host and other instances; nil where none does.
    public let weakening: Weakening?
    /// What it is for, in a sentence.
    public let doc: String
    /// Whether resolution settles it for each instance.
    public let concernsInstances: Bool
    /// Whether it is a part of OCI's `config.json`, rather than of how Emergence treats the instance.
    ///
    /// The operator's additions to the capabilities aren't: the five sets that follow from them are.
    public let isConfiguration: Bool

    /// - Parameters:
    ///   - merging: nil for what follows from the type.
    ///   - concernsInstances: nil for what follows from the kinds.
    public init(
        _ path: String, _ type: ParameterType, _ category: ParameterCategory, default: Default, component: Component,
        suppliedBy: String, stage: Stage = .start, kinds: Set<NodeKind>, merging: Merging? = nil,
        hasEffect: Bool = true, weakening: Weakening? = nil, concernsInstances: Bool? = nil, doc: String
    ) {
        self.path = path
        self.type = type
        self.category = category
        self.default = `default`
        self.component = component
        self.suppliedBy = suppliedBy
        self.stage = stage
        self.kinds = kinds
        self.merging = merging ?? Merging(of: type)
        self.hasEffect = hasEffect
        self.weakening = weakening
        self.doc = doc
        self.concernsInstances = concernsInstances ?? kinds.contains(.automaton)
        let root = String(path.prefix { $0 != "." })
        isConfiguration = path != "process.capabilities" && Self.configurationRoots.contains(root)
    }

    /// The members of `config.json` (runtime-spec, config.md).
    private static let configurationRoots: Set = [
        "ociVersion", "root", "mounts", "process", "hostname", "domainname", "hooks", "annotations", "linux",
    ]
}
