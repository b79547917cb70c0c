import ConfigurationGraph

/// A name that a document gives of another node, and where it gives it.
struct Reference: Hashable {
    /// The node that refers.
    var from: NodeID
    /// The node that is referred to.
    var to: NodeID
    var location: SourceLocation
}
