import ConfigurationGraph

/// What there would be with the declarations in the graph: a view, without what the set no longer declares, and with
/// what it does.
struct Outlook {
    let declarations: Declarations
    /// What the same set declared before and doesn't any more, sorted.
    let removed: [VersionedNode]
    /// The automatons that there would be, by name.
    let automatons: [String: Automaton]
    /// The volumes that there would be, by name.
    let volumes: [String: Volume]
    /// Where each declared node stands now, if it is there.
    let before: [NodeID: VersionedNode]

    private let names: [NodeKind: Set<String>]

    init(_ declarations: Declarations, over view: some GraphView) throws {
        self.declarations = declarations
        let declared = Set(declarations.nodes.map(\.id)).union(declarations.secrets.map(\.id))
        var before: [NodeID: VersionedNode] = [:]
        var removed: [VersionedNode] = []
        var names: [NodeKind: Set<String>] = [:]
        var automatons: [String: Automaton] = [:]
        var volumes: [String: Volume] = [:]
        func add(_ node: Node) {
            names[node.kind, default: []].insert(node.id.name)
            if case .automaton(let automaton) = node { automatons[automaton.name] = automaton }
            if case .volume(let volume) = node { volumes[volume.name] = volume }
        }
        for kind in [NodeKind.automaton, .configuration, .hostPolicy, .volume, .secret, .artefact] {
            for node in try view.nodes(of: kind) {
                if declared.contains(node.id) {
                    before[node.id] = node
                } else if node.node.declaration?.set == declarations.set {
                    removed.append(node)
                } else {
                    add(node.node)
                }
            }
        }
        declarations.nodes.forEach(add)
        names[.artefact, default: []].formUnion(declarations.artefacts.map(\.name))
        names[.secret, default: []].formUnion(declarations.secrets.map(\.name))
        self.before = before
        self.removed = removed.sorted { $0.id < $1.id }
        self.names = names
        self.automatons = automatons
        self.volumes = volumes
    }

    /// The names that there would be of a kind.
    func names(of kind: NodeKind) -> Set<String> { names[kind] ?? [] }
}

extension Node {
    /// What declared the node; nil for one that no operator declares.
    var declaration: Declaration? {
        switch self {
        case .configuration(let value): value.declaration
        case .automaton(let value): value.declaration
        case .volume(let value): value.declaration
        case .secret(let value): value.declaration
        case .hostPolicy(let value): value.declaration
        default: nil
        }
    }
}
