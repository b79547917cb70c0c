/// What an artefact is made of, or what a dependency node needs, with sizes: its own, and what it shares with whom.
public struct ClosureSizes: Hashable, Sendable {
    /// One dependency node of the closure.
    public struct Member: Hashable, Sendable {
        public let id: NodeID
        /// The node's own length in bytes.
        public let size: Int64
        /// How many edges it is away from the artefact, at the least.
        public let depth: Int
        /// The node through which it was reached first.
        public let parent: NodeID
        /// The length of all that it needs, itself among it; nil if that wasn't asked for.
        public let closureSize: Int64?
        /// Other artefacts that need it, sorted: as many as were asked for; empty if it is this one's alone, nil if
        /// nobody asked.
        public let sharedWith: [String]?
        /// Whether there are more of them.
        public let isSharedFurther: Bool
    }

    /// The dependency nodes, breadth first; an artefact itself isn't one.
    public let members: [Member]
    /// How they hang together, the artefact among them; empty if that wasn't asked for.
    public let edges: [Edge]

    /// The length of everything, in bytes.
    public let size: Int64
    /// The length of what no other artefact needs; nil if nobody asked who shares it. Of a runtime closure it is what
    /// removing the artefact would free.
    public let exclusiveSize: Int64?
    /// The length of what other artefacts need as well; nil if nobody asked.
    public var sharedSize: Int64? { exclusiveSize.map { size - $0 } }

    init(members: [Member], edges: [Edge]) {
        self.members = members
        self.edges = edges
        var size: Int64 = 0
        var exclusiveSize = Int64?(0)
        for place in members.indices {
            size += members[place].size
            switch members[place].sharedWith {
            case nil: exclusiveSize = nil
            case let others?: exclusiveSize? += others.isEmpty ? members[place].size : 0
            }
        }
        self.size = size
        self.exclusiveSize = exclusiveSize
    }
}

extension GraphView {
    /// A closure's dependency nodes, with sizes; empty for an artefact that isn't there.
    ///
    /// What is exclusive and what is shared is exact; whom it is shared with is not looked for any longer once there
    /// are enough names. So the cost grows with the closure, neither with the graph nor with how many share it.
    /// All that need a node are its ``dependants(of:building:naming:)``. Each node's ``ClosureSizes/Member/closureSize``
    /// takes time in proportion to the square of the closure, though at a small factor.
    ///
    /// - Parameters:
    ///   - limit: how many artefacts that share a node are named; at least one.
    ///   - most: how many nodes a closure may have for them to be judged one by one: their closures' sizes, and who shares
    ///     them.
    ///   - edges: whether it is asked how they hang together.
    /// - Throws: whatever reading the view throws.
    public func closureSizes(
        of node: NodeID, _ kind: ClosureKind = .runtime, naming limit: Int = 3, judging most: Int = .max,
        withEdges edges: Bool = false
    ) throws -> ClosureSizes {
        let index = try closureIndex(of: node, kind)
        let roots = index.starts(among: try closureEntrances(of: node, kind))
        let tree = BreadthFirstTree(index, from: roots)
        let isJudged = tree.order.count <= most
        let limit = max(1, limit)
        let sharers =
            isJudged ? try Sharers(of: node, kind, index, tree, in: self, limit: limit).names : nil
        let weights = isJudged ? ClosureWeights(of: index).bytes : nil
        let members = tree.order.map(Int.init).filter { kind.contains(index.ids[$0], size: index.sizes[$0]) }.map {
            let step = tree.steps[$0]
            return ClosureSizes.Member(
                id: index.ids[$0], size: index.sizes[$0], depth: (step?.depth ?? 0) + 1,
                parent: step.map { index.ids[Int($0.parent)] } ?? node, closureSize: weights?[$0],
                sharedWith: (sharers?[$0]).map { Array($0.prefix(limit)) },
                isSharedFurther: (sharers?[$0].count ?? 0) > limit)
        }
        return ClosureSizes(
            members: members, edges: edges ? self.edges(from: node, kind, roots, index, among: members) : [])
    }

    private func edges(
        from node: NodeID, _ kind: ClosureKind, _ roots: [UInt32], _ index: GraphIndex,
        among members: [ClosureSizes.Member]
    ) -> [Edge] {
        let shown = Set(members.map(\.id))
        let entrances =
            node.kind.isDependency
            ? [] : roots.map { Edge(from: node, label: kind.entrance, to: index.ids[Int($0)]) }
        let others = index.links.map { index.edge(from: $0.from, code: $0.label.code, to: $0.to) }
        return entrances.filter { shown.contains($0.to) }
            + others.filter { shown.contains($0.from) && shown.contains($0.to) }
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
        case .derivation(let derivation): derivation.narSize
        case .storePath(let path): path.content?.narSize
        default: nil
        }
    }
}
