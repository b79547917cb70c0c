/// What an artefact is made of, with sizes: its own, and what it shares with whom.
public struct ClosureSizes: Hashable, Sendable {
    /// One dependency node of the closure.
    public struct Member: Hashable, Sendable {
        public let id: NodeID
        /// The node's own length in bytes.
        public let size: Int64
        /// How many edges it is away from the artefact, at the least.
        public let depth: Int
        /// The node through which it was reached first.
        public let parent: NodeID?
        /// The other artefacts that need it, sorted; empty if it is this one's alone.
        public let sharedWith: [String]
    }

    /// The dependency nodes, breadth first; the artefact itself isn't one.
    public let members: [Member]

    /// The length of everything, in bytes.
    public var size: Int64 { members.reduce(0) { $0 + $1.size } }
    /// The length of what no other artefact needs: what removing the artefact would free.
    public var exclusiveSize: Int64 { members.filter(\.sharedWith.isEmpty).reduce(0) { $0 + $1.size } }
    /// The length of what other artefacts need as well.
    public var sharedSize: Int64 { size - exclusiveSize }
}

extension GraphView {
    /// The closure of an artefact's dependency nodes, with sizes.
    ///
    /// Whether a node is shared is answered by its referrers, so the cost grows with the closure and with what stands
    /// above it, not with the graph.
    ///
    /// - Throws: whatever reading the view throws.
    public func closureSizes(of artefact: NodeID) throws -> ClosureSizes {
        var depths = [artefact: 0]
        var parents: [NodeID: NodeID] = [:]
        var reached = [artefact]
        var next = 0
        while next < reached.count {
            let id = reached[next]
            for neighbour in try neighbours(of: id, along: [.dependsOn]) where depths[neighbour] == nil {
                depths[neighbour] = (depths[id] ?? 0) + 1
                parents[neighbour] = id
                reached.append(neighbour)
            }
            next += 1
        }
        var owners: [NodeID: Set<String>] = [:]
        let members = try reached.dropFirst().map { id in
            let others = try self.owners(of: id, known: &owners).subtracting([artefact.name])
            return ClosureSizes.Member(
                id: id, size: try node(id)?.node.size ?? 0, depth: depths[id] ?? 0, parent: parents[id],
                sharedWith: others.sorted())
        }
        return ClosureSizes(members: Array(members))
    }

    /// The artefacts whose closures hold a node.
    private func owners(of id: NodeID, known: inout [NodeID: Set<String>]) throws -> Set<String> {
        if let found = known[id] { return found }
        known[id] = []
        var found: Set<String> = id.kind == .artefact ? [id.name] : []
        for parent in try neighbours(of: id, along: [.dependsOn], .backwards) {
            found.formUnion(try owners(of: parent, known: &known))
        }
        known[id] = found
        return found
    }
}

extension Node {
    /// How many bytes a dependency node stands for; nil for nodes that stand for none.
    public var size: Int64? {
        switch self {
        case .imageIndex(let index): index.size
        case .imageManifest(let manifest): manifest.size
        case .imageConfig(let config): config.size
        case .layer(let layer): layer.size
        case .storePath(let path): path.narSize
        default: nil
        }
    }
}
