import GraphStore
public import ConfigurationGraph

/// What an artefact is made of.
public struct ClosureReport: Hashable, Sendable {
    public typealias Member = ClosureSizes.Member

    public var artefact: NodeID
    /// The dependency nodes, breadth first.
    public var nodes: [Member]
    /// The length of everything, in bytes.
    public var size: Int64
    /// The length of what no other artefact needs.
    public var exclusiveSize: Int64
    /// The length of what other artefacts need as well.
    public var sharedSize: Int64
}

/// Nodes, and the edges between them.
public struct GraphReport: Hashable, Sendable {
    public var nodes: [VersionedNode]
    public var edges: [Edge]
}

extension Engine {
    /// What an artefact is made of, with sizes.
    ///
    /// - Throws: ``Failure`` when there is no such artefact.
    public func closure(_ name: String) async throws -> ClosureReport {
        let artefact = try await resolveName(name, kinds: [.artefact])
        return try await reportingFailures {
            let sizes = try await store.read { try $0.closureSizes(of: artefact) }
            return ClosureReport(
                artefact: artefact, nodes: sizes.members, size: sizes.size, exclusiveSize: sizes.exclusiveSize,
                sharedSize: sizes.sharedSize)
        }
    }

    /// What an artefact is built from, nearest first.
    ///
    /// - Throws: ``Failure`` when there is no such artefact, or it wasn't built by Nix.
    public func buildClosure(_ name: String, withOutputs outputs: Bool) async throws -> [NodeID] {
        let artefact = try await resolveName(name, kinds: [.artefact])
        return try await reportingFailures {
            let nodes = try await store.read { try $0.buildClosure(of: artefact, withOutputs: outputs) }
            guard !nodes.isEmpty else {
                throw Failure(.failed, "how \(artefact) was built isn't known: it came as an image")
            }
            return nodes
        }
    }

    /// The paths from one node to another: a shortest, or all.
    ///
    /// - Throws: ``Failure`` when a node isn't there, or no path leads from the one to the other.
    public func why(_ from: String, _ to: String, all: Bool = false) async throws -> [[Edge]] {
        let start = try await resolveName(from, kinds: Self.questionKinds)
        let end = try await resolveName(to, kinds: Self.questionKinds.reversed())
        return try await reportingFailures {
            let paths = try await store.read { view in
                all
                    ? try view.paths(from: start, to: end, limit: 1000)
                    : try view.shortestPath(from: start, to: end).map { [$0] } ?? []
            }
            guard !paths.isEmpty else { throw Failure(.failed, "no path leads from \(start) to \(end)") }
            return paths
        }
    }

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
