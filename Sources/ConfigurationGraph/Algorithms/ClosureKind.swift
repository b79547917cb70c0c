/// Which closure is meant, of an artefact or of a dependency node.
public enum ClosureKind: Hashable, Sendable {
    /// What must be present where it runs: what `nix-store -qR` says of its outputs, or an image with its layers.
    case runtime
    /// What it is built from: what `nix-store -qR` says of its derivation; with outputs, `--include-outputs`. Nothing for
    /// what Nix didn't build.
    case build(outputs: Bool)

    /// The edge that leads from the artefact into it.
    var entrance: EdgeLabel { self == .runtime ? .dependsOn : .builtFrom }

    /// The edges that are followed.
    var labels: Set<EdgeLabel> {
        switch self {
        case .runtime: [.dependsOn]
        case .build(outputs: false): [.dependsOn, .builtFrom]
        case .build(outputs: true): [.dependsOn, .builtFrom, .produces]
        }
    }

    /// Whether a node that was reached belongs to it: a path without a size is one that isn't built, as no archive is
    /// empty.
    func contains(_ id: NodeID, size: Int64) -> Bool {
        self != .build(outputs: true) || id.kind == .derivation || size > 0
    }
}

extension GraphView {
    /// Where a closure begins: at what an artefact leads to, or at a dependency node itself; what a store path is built from
    /// begins at the derivations that put it out.
    ///
    /// - Throws: whatever reading the view throws.
    func closureEntrances(of node: NodeID, _ kind: ClosureKind) throws -> [NodeID] {
        guard node.kind.isDependency else { return try neighbours(of: node, along: [kind.entrance]) }
        guard node.kind == .storePath, kind != .runtime else { return [node] }
        return try neighbours(of: node, along: [.produces], .backwards)
    }

    /// How the nodes of a closure hang together; where it begins, they come first.
    ///
    /// - Throws: whatever reading the view throws.
    func closureIndex(of node: NodeID, _ kind: ClosureKind) throws -> GraphIndex {
        try index(reachableFrom: try closureEntrances(of: node, kind), along: kind.labels, .forwards)
    }

    /// The dependency nodes of a closure, nearest first; empty for an artefact that isn't there.
    ///
    /// - Throws: whatever reading the view throws.
    public func closure(of node: NodeID, _ kind: ClosureKind) throws -> [NodeID] {
        let index = try closureIndex(of: node, kind)
        return zip(index.ids, index.sizes).filter { kind.contains($0, size: $1) }.map(\.0)
    }
}
