import ConfigurationGraph
import OCI

/// The secrets that an instance reads, and how: each leaf of `secrets.files` and `secrets.env` with its origin.
struct ReadSecrets {
    /// One use of a secret.
    struct Use {
        /// The parameter's leaf: a destination, or a variable's name.
        let key: String
        /// The secret's name.
        let name: String
        let origin: Provenance.Origin
    }

    let files: [Use]
    let variables: [Use]
    private let nodes: [String: Secret]

    init(_ given: GivenValues, in view: some GraphView) throws {
        files = (given["secrets.files"]?.given ?? []).map { leaf in
            Use(key: leaf.key, name: leaf.value["name"]?.string ?? "", origin: leaf.tag)
        }
        variables = (given["secrets.env"]?.given ?? []).map { leaf in
            Use(key: leaf.key, name: leaf.value.string ?? "", origin: leaf.tag)
        }
        var nodes: [String: Secret] = [:]
        for use in files + variables { nodes[use.name] = try view.value(Secret.self, named: use.name) }
        self.nodes = nodes
    }

    /// The secret of a name; nil if there is none.
    subscript(name: String) -> Secret? { nodes[name] }

    /// All that are there, sorted by name.
    var all: [Secret] { nodes.values.sorted { $0.name < $1.name } }
}
