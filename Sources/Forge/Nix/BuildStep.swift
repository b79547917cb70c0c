import Nix

/// How a derivation is built: what the graph doesn't keep of it, as it would be most of the graph. Bytes that are no text are
/// replaced.
public struct BuildStep: Hashable, Sendable {
    /// The program that builds it.
    public var builder: String
    /// The builder's arguments, without its name.
    public var arguments: [String]
    /// The builder's environment by name; Nix calls these bindings.
    public var environment: [String: String]

    init(_ derivation: Nix.Derivation) {
        func text(_ bytes: ByteString) -> String { String(decoding: bytes.bytes, as: UTF8.self) }
        builder = text(derivation.builder)
        arguments = derivation.arguments.map(text)
        environment = Dictionary(
            derivation.environment.map { (text($0.key), text($0.value)) }, uniquingKeysWith: { first, _ in first })
    }
}
