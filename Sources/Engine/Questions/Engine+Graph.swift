import GraphStore
public import ConfigurationGraph

/// Nodes, and the edges between them.
public struct GraphReport: Hashable, Sendable {
    public var nodes: [VersionedNode]
    public var edges: [Edge]
}

extension Engine {
    /// The graph, or what a node needs and what needs it.
    ///
    /// - Throws: ``Failure`` when there is no such node.
    public func graph(root: String?) async throws -> GraphReport {
        let root =
            if let root { Optional(try await resolveName(root, kinds: Self.questionKinds)) } else { NodeID?.none }
        return try await reportingFailures {
            try await store.read { view in
                let kinds = NodeKind.allCases.filter { $0 != .instanceStatus && $0 != .runtimeSpec }
                let ids: [NodeID] =
                    if let root {
                        try view.closure(of: [root]) + view.closure(of: [root], .backwards).dropFirst()
                    } else {
                        try kinds.flatMap { try view.nodes(of: $0).map(\.id) }
                    }
                let shown = Set(ids.filter { kinds.contains($0.kind) })
                let nodes = try shown.sorted().compactMap { try view.node($0) }
                return GraphReport(
                    nodes: nodes,
                    edges: nodes.flatMap(\.node.edges).filter { shown.contains($0.to) })
            }
        }
    }

    /// Where a bare name is looked up, what people name first.
    static let questionKinds: [NodeKind] = [
        .automaton, .instance, .artefact, .configuration, .volume, .secret, .host, .imageIndex, .imageManifest,
        .imageConfig,
        .layer, .derivation, .storePath, .runtimeSpec,
    ]
}
