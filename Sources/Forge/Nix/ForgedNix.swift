public import ConfigurationGraph

/// What was forged of Nix.
public struct ForgedNix: Hashable, Sendable {
    /// The artefact as the graph has it.
    public var artefact: Artefact
    /// A revision in which it is.
    public var revision: Revision
    /// How many derivations were read, because the graph lacked them.
    public var derivations: Int
    /// How many store paths became known, or more of them.
    public var storePaths: Int
    /// Whether its runtime closure is known: its outputs are in the store that was read.
    public var isBuilt: Bool
    /// Whether the graph had it all already, so that nothing was written.
    public var alreadyThere: Bool
}

/// What a Nix artefact is to be called, and what else is said of it.
public struct NixDescription: Hashable, Sendable {
    /// The artefact's name; nil for one made of the derivation's.
    public var name: String?
    /// The output that it is, by its store path; nil for the derivation's first.
    public var output: String?
    /// What it is forged from, as the user said it.
    public var source: String
    /// The same where Nix evaluates a file, as a declaration says it.
    public var expression: NixArtefact.Expression?
    /// The name of its main program, as the expression's `meta.mainProgram` has it; nil to look for one.
    public var mainProgram: String?
    /// Whether its expression was told to put a shell into it.
    public var debug: Bool
    /// The artefact of which it is the variant for debugging.
    public var variantOf: String?
    /// The declaration set that wants it; nil for what is forged by hand, which doesn't replace what is declared.
    public var declaredBy: String?

    public init(
        name: String? = nil, output: String? = nil, source: String, expression: NixArtefact.Expression? = nil,
        mainProgram: String? = nil, debug: Bool = false, variantOf: String? = nil, declaredBy: String? = nil
    ) {
        self.name = name
        self.output = output
        self.source = source
        self.expression = expression
        self.mainProgram = mainProgram
        self.debug = debug
        self.variantOf = variantOf
        self.declaredBy = declaredBy
    }
}

/// How far the forging of a Nix artefact is.
public enum NixForgeEvent: Hashable, Sendable {
    /// So many derivations were read.
    case read(derivations: Int)
    /// Nix evaluates the expression.
    case evaluating
    /// Nix builds something: the how manieth of so many.
    case building(String, number: Int, of: Int)
    /// A debug variant's original is about to be written, in the place of what has its name.
    case original(String, before: Artefact?)
}
