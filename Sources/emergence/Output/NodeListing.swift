import ConfigurationGraph
import OCI

extension Listing where Row == VersionedNode {
    /// Nodes as `get` lists them: in a table what matters of their kind, else all that there is.
    static func nodes(of kind: NodeKind?, format: OutputFormat) -> Listing {
        guard format == .table, let kind else { return anyNodes }
        let columns = NodeColumns.columns(of: kind)
        return Listing(
            [Column("name", "NAME") { NodeColumns.shortName($0.id) }]
                + columns.map { title, text in Column(title, title) { text($0.node) } }
                + [Column("revision", "REVISION") { $0.revision.description }],
            // What images have, artefacts of Nix haven't.
            sparse: kind == .artefact ? Set(columns.map(\.title)) : [])
    }

    private static var anyNodes: Listing {
        Listing([
            Column("kind", "KIND") { $0.id.kind.rawValue },
            Column("name", "NAME") { $0.id.name },
            Column("revision", "REVISION", value: { .integer($0.revision.rawValue) }),
            Column("value", nil, value: { $0.node.json }),
        ])
    }
}

extension Node {
    /// The value as JSON; null for one that can't be written, which none that was stored can be.
    ///
    /// A secret has a placeholder in place of what is sealed.
    var json: JSONValue {
        if case .secret(let secret) = self { return secret.json }
        return (try? encodedValue()).flatMap { try? CanonicalJSON.decode(JSONValue.self, from: $0) } ?? .null
    }
}
