public import ConfigurationGraph

/// A secret that the operator declares: where its value comes from, and never the value.
public struct SecretDeclaration: Hashable, Sendable {
    /// The secret's name.
    public var name: String
    /// Where its value comes from; the path of a file is absolute.
    public var source: Secret.Source
    /// The declaration set, and where its document begins.
    public var declaration: Declaration
    /// Where its source stands.
    public var sourceLocation: SourceLocation

    /// The secret's name in the graph.
    public var id: NodeID { NodeID(.secret, name) }
}
