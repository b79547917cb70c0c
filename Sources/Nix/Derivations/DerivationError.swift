/// A derivation that isn't what it claims to be, or whose inputs aren't what it needs.
public struct DerivationError: Error, Hashable, Sendable {
    /// What is wrong with a derivation.
    public enum Problem: Hashable, Sendable {
        /// Its path's name doesn't end in `.drv`.
        case notADerivation
        /// The content's own path is another.
        case otherContent(StorePath)
        /// An output's path isn't what follows from the derivation; nil if nothing does before it is built.
        case wrongOutput(String, shouldBe: StorePath?)
        /// The builder is told another path than the output has, or none.
        case wrongVariable(String, shouldBe: StorePath)
        /// An output whose path would have a name that paths can't have.
        case badOutputName(String, StorePathError)
        /// An input that isn't there.
        case missingInput(StorePath)
        /// An input hasn't the output that is wanted of it.
        case noSuchOutput(String, input: StorePath)
        /// Derivations that need each other, the first again at the end.
        case cycle([StorePath])
    }

    /// The derivation's path; nil if it was given without.
    public let derivation: StorePath?
    /// What is wrong with it.
    public let problem: Problem

    /// What is wrong with a derivation.
    public init(_ derivation: StorePath?, _ problem: Problem) {
        self.derivation = derivation
        self.problem = problem
    }
}

extension DerivationError: CustomStringConvertible {
    public var description: String { (derivation.map { "\($0): " } ?? "") + reason }

    private var reason: String {
        switch problem {
        case .notADerivation: "its name doesn't end in .drv"
        case .otherContent(let path): "its content belongs to '\(path)'; it was changed after it was named"
        case .wrongOutput(let output, let path?): "its output '\(output)' should be '\(path)'"
        case .wrongOutput(let output, nil): "its output '\(output)' can't have a path before it is built"
        case .wrongVariable(let output, let path): "its variable '\(output)' should be '\(path)'"
        case .badOutputName(let output, let error): "its output '\(output)' can't be: \(error)"
        case .missingInput(let input): "its input '\(input)' isn't there"
        case .noSuchOutput(let output, let input): "its input '\(input)' has no output '\(output)'"
        case .cycle(let paths): "derivations need each other: \(paths.map(\.baseName).joined(separator: " → "))"
        }
    }
}
