import GraphStore
import Architect
public import ConfigurationGraph
import OCI

extension Engine {
    /// The node of that name.
    ///
    /// - Throws: ``Failure`` when there is none, with the nearest name.
    public func node(_ id: NodeID, at revision: Revision? = nil) async throws -> VersionedNode {
        try await reportingFailures {
            try await store.read(at: revision) { view in
                if let node = try view.node(id) { return node }
                let names = try view.nodes(of: id.kind).map(\.id.name)
                throw Failure(
                    .failed, "there is no \(id.kind.rawValue) '\(id.name)'",
                    hint: Self.hint(for: id.name, among: names, kinds: [id.kind]))
            }
        }
    }

    /// All nodes of a kind, sorted by name.
    ///
    /// - Throws: ``Failure`` when the graph can't be read, or has no such revision.
    public func nodes(of kind: NodeKind, at revision: Revision? = nil) async throws -> [VersionedNode] {
        try await reportingFailures { try await store.read(at: revision) { try $0.nodes(of: kind) } }
    }

    /// The node that a user means by `KIND/NAME`, by a name alone, or by the beginning of a digest.
    ///
    /// A name alone is looked up among the given kinds, in their order.
    ///
    /// - Throws: ``Failure`` when nothing is called that, with the nearest name; when a beginning fits several.
    public func resolveName(_ text: String, kinds: [NodeKind]) async throws -> NodeID {
        try await reportingFailures {
            try await store.read { view in
                try Self.byName(text, kinds: kinds, in: view) ?? Self.byBeginning(text, kinds: kinds, in: view)
            }
        }
    }

    /// The nodes that a user means: one by its whole name, or all of a package (``PackagePattern``), or one by the beginning
    /// of its name.
    ///
    /// - Parameter derivations: whether a package's derivations are meant as well as its store paths.
    /// - Throws: ``Failure`` as ``resolveName(_:kinds:)`` does.
    func resolveNodes(
        _ text: String, kinds: [NodeKind], withDerivations derivations: Bool
    ) async throws -> [NodeID] {
        try await reportingFailures {
            try await store.read { view in
                if let id = try Self.byName(text, kinds: kinds, in: view) { return [id] }
                if let packages = PackagePattern(text) {
                    let nodes = try view.nodes(of: packages, withDerivations: derivations)
                    guard nodes.isEmpty else { return nodes }
                    guard try derivations || view.nodes(of: packages, withDerivations: true).isEmpty else {
                        throw Failure(
                            .failed, "of the package '\(text)' the graph has derivations and no store path",
                            hint: "--build asks about what is built with it")
                    }
                }
                return [try Self.byBeginning(text, kinds: kinds, in: view)]
            }
        }
    }

    private static func byName(_ text: String, kinds: [NodeKind], in view: some GraphView) throws -> NodeID? {
        if let id = NodeID(text) ?? NodeID(storePath: text), try view.contains(id) { return id }
        return try kinds.map { NodeID($0, text) }.first { try view.contains($0) }
    }

    /// The names of nodes, for completion; of all kinds with their kind in front if none is given.
    ///
    /// - Throws: ``Failure`` when the graph can't be read.
    public func names(of kind: NodeKind?) async throws -> [String] {
        try await reportingFailures {
            try await store.read { view in
                if let kind { return try view.nodes(of: kind).map(\.id.name) }
                return try NodeKind.allCases.flatMap { try view.nodes(of: $0).map(\.id.description) }.sorted()
            }
        }
    }

    /// A declared node as the YAML that declares it; nil for kinds that aren't declared.
    ///
    /// - Throws: ``Failure`` when there is no such node.
    public func yaml(of id: NodeID) async throws -> String? {
        Architect.yaml(for: try await node(id).node)
    }

    private static func byBeginning(_ text: String, kinds: [NodeKind], in view: some GraphView) throws -> NodeID {
        let named = NodeID(text) ?? NodeID(storePath: text)
        let kind = named?.kind
        let beginning = named?.name ?? text
        let candidates = try (kind.map { [$0] } ?? kinds).flatMap { try view.nodes(of: $0).map(\.id) }
        let meant = candidates.filter { id in
            beginning.count >= 4
                && (id.name.hasPrefix(beginning) || Digest(id.name)?.hex.hasPrefix(beginning) == true)
        }
        if let only = meant.first, meant.count == 1 { return only }
        guard meant.isEmpty else {
            throw Failure(.usage, "'\(text)' fits several nodes: \(meant.map(\.description).joined(separator: ", "))")
        }
        throw Failure(
            .failed, "nothing is called '\(text)'",
            hint: hint(for: beginning, among: candidates.map(\.name), kinds: kind.map { [$0] } ?? kinds))
    }

    /// What helps who names something that isn't there: the nearest name, else how to make it or what lists them.
    private static func hint(for name: String, among names: [String], kinds: [NodeKind]) -> String {
        if let nearest = Catalogue.nearest(to: name, among: names) { return "did you mean '\(nearest)'?" }
        switch kinds.count == 1 ? kinds.first : nil {
        case .artefact: return "declare it, or 'emergence forge image REF --name \(name)' makes it"
        case let kind?: return "'emergence get \(kind.rawValue)' lists what there is"
        case nil: return "'emergence get' lists what there is"
        }
    }
}
