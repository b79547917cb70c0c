import ArgumentParser
import ConfigurationGraph
import Engine
import OCI

/// A kind of node and perhaps a name, as `get` and `describe` take them: `automaton shop` or `automaton/shop`; a store path
/// says both.
struct NodeOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "A kind of node (automaton, artefact, layer, …), KIND/NAME, or a store path.", valueName: "kind"),
        completion: .list(NodeKind.allCases.map(\.rawValue)))
    var kind: String?
    @Argument(help: ArgumentHelp("A node's name, or the beginning of its digest.", valueName: "name"))
    var name: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("As it was at this revision.", valueName: "revision"))
    var at: Int64?

    /// The kind alone; nil for all.
    ///
    /// - Throws: ``Failure`` for a kind that there isn't.
    func chosenKind() throws -> NodeKind? {
        guard let kind else { return nil }
        if let path = NodeID(storePath: kind) { return path.kind }
        let text = kind.split(separator: "/", maxSplits: 1).first.map(String.init) ?? kind
        guard let known = KindArgument(argument: text) else {
            let nearest = Catalogue.nearest(to: text, among: NodeKind.allCases.map(\.rawValue))
            throw Failure(
                .usage, "'\(text)' is no kind of node",
                hint: nearest.map { "did you mean '\($0)'?" }
                    ?? "the kinds are \(NodeKind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return known.kind
    }

    /// The node named; nil if none is.
    func chosenNode(on engine: Engine) async throws -> VersionedNode? {
        guard let kind = try chosenKind() else { return nil }
        let path = self.kind.flatMap { NodeID(storePath: $0)?.name }
        let slashed = self.kind?.split(separator: "/", maxSplits: 1).dropFirst().first.map(String.init)
        guard let name = name ?? path ?? slashed else { return nil }
        let id: NodeID
        if revision == nil {
            id = try await engine.resolveName("\(kind.rawValue)/\(name)", kinds: [kind])
        } else {
            id = NodeID(kind, name)
        }
        return try await engine.node(id, at: revision)
    }

    var revision: Revision? { at.map { Revision($0) } }
}

struct Get: EngineCommand {
    static let configuration = CommandConfiguration(
        "get", "List nodes of the graph, or print one.",
        discussion: "One declared node as YAML is the declaration that makes it.",
        example: "emergence get automatons\nemergence get automaton shop -o yaml")

    @OptionGroup var nodes: NodeOptions
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        if let node = try await nodes.chosenNode(on: engine) {
            return try await print(node, of: engine)
        }
        let kind = try nodes.chosenKind()
        var found: [VersionedNode] = []
        for kind in kind.map({ [$0] }) ?? NodeKind.allCases {
            found += try await engine.nodes(of: kind, at: nodes.revision)
        }
        try Listing.nodes(of: kind, format: output).print(found, as: output)
    }

    private func print(_ node: VersionedNode, of engine: Engine) async throws {
        let listing = Listing.nodes(of: node.id.kind, format: output)
        switch output {
        case .table: try listing.print([node], as: .table)
        case .json: try Document.json(listing.json(node)).print()
        case .yaml:
            if nodes.at == nil, let declaration = try await engine.yaml(of: node.id) {
                try Console.output.print(declaration)
            } else {
                try Document.yaml(listing.json(node)).print()
            }
        }
    }
}
