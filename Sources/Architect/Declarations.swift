public import ConfigurationGraph

/// What an operator declares with a set of files: each document well formed in itself, and all of them together free of
/// contradictions. Whether what they refer to exists is for ``Architect/check(_:against:)`` to say.
public struct Declarations: Sendable {
    /// The name of the declaration set, which decides what a later apply of the same set deletes.
    public var set: String
    /// Configurations, automatons, volumes and host policies, in the order of the files; secrets once they are sealed.
    public var nodes: [Node]
    /// The artefacts that are to be there, in the order of the files.
    public var artefacts: [ArtefactDeclaration]
    /// The secrets that are to be there, in the order of the files.
    public var secrets: [SecretDeclaration]
    /// The names that documents give of other nodes, with their places.
    let references: [Reference]
    /// The texts, to show lines of.
    let sources: Sources
}
