import ConfigurationGraph

/// What the Architect asks of the parameter catalogue.
struct ParameterTable: Sendable {
    private let parameters: [String: Parameter]
    private let prefixes: Set<String>

    init(_ parameters: [Parameter]) {
        self.parameters = Dictionary(parameters.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        prefixes = Set(
            parameters.flatMap { parameter in
                parameter.path.indices.filter { parameter.path[$0] == "." }.map { String(parameter.path[..<$0]) }
            })
    }

    func parameter(at path: String) -> Parameter? { parameters[path] }

    func isPrefix(_ path: String) -> Bool { prefixes.contains(path) }

    /// Whether a path is a parameter or leads to one.
    func isKnown(_ path: String) -> Bool { parameters[path] != nil || prefixes.contains(path) }

    /// The parameters that a document of a kind may give, sorted by path.
    func givable(in kind: NodeKind) -> [Parameter] {
        parameters.values.filter { $0.kinds.contains(kind) && $0.isGivable }.sorted { $0.path < $1.path }
    }

    /// The paths that a document of a kind may give, sorted.
    func paths(for kind: NodeKind) -> [String] { givable(in: kind).map(\.path) }
}

extension Parameter {
    /// Whether a document may have it: neither is it Encapsulated, nor does Forge find it out.
    var isGivable: Bool { category != .encapsulated && suppliedBy != "forge" }
}
