/// A build step: what is run, with what, and what it makes (Nix manual, "Store Derivation").
///
/// It has no name of its own: that is a part of its path.
public struct Derivation: Hashable, Sendable {
    /// What it makes, by the output's name.
    public var outputs: SortedMap<String, DerivationOutput>
    /// The derivations that are built before it, each with those of its outputs that are needed.
    public var inputDerivations: SortedMap<StorePath, Set<String>>
    /// The paths that are there already, such as sources.
    public var inputSources: Set<StorePath>
    /// The platform that it is built on, such as `x86_64-linux`.
    public var system: ByteString
    /// The program that builds it.
    public var builder: ByteString
    /// The builder's arguments, without its name.
    public var arguments: [ByteString]
    /// The builder's environment; of a derivation with structured attributes it holds `__json`.
    public var environment: SortedMap<ByteString, ByteString>

    /// A derivation of given parts.
    public init(
        outputs: SortedMap<String, DerivationOutput>, inputDerivations: SortedMap<StorePath, Set<String>> = [:],
        inputSources: Set<StorePath> = [], system: ByteString, builder: ByteString, arguments: [ByteString] = [],
        environment: SortedMap<ByteString, ByteString> = [:]
    ) {
        self.outputs = outputs
        self.inputDerivations = inputDerivations
        self.inputSources = inputSources
        self.system = system
        self.builder = builder
        self.arguments = arguments
        self.environment = environment
    }

    /// Whether its one output's hash was told beforehand, so that a build may fetch it from a network.
    public var isFixedOutput: Bool { fixedOutput != nil }

    /// The output whose hash was told beforehand; nil if there is none.
    var fixedOutput: (path: StorePath, address: ContentAddress)? {
        guard outputs.count == 1, case .fixed(let path, let address)? = outputs["out"] else { return nil }
        return (path, address)
    }

    /// The paths that it names: what its own path has as references.
    public var references: Set<StorePath> { inputSources.union(inputDerivations.keys) }
}
