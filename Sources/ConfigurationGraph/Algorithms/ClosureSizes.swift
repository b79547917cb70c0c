/// What an artefact is made of, with sizes: its own, and what it shares with whom.
public struct ClosureSizes: Hashable, Sendable {
    /// One dependency node of the closure.
    public struct Member: Hashable, Sendable {
        public let id: NodeID
        /// The node's own length in bytes.
        public let size: Int64
        /// How many edges it is away from the artefact, at the least.
        public let depth: Int
        /// The node through which it was reached first; nil for none but the artefact itself.
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
    /// The closure of an artefact's dependency nodes, with sizes; empty for an artefact that isn't there.
    ///
    /// Whether a node is shared is answered by what stands above it, so the cost grows with the closure and with that,
    /// not with the graph.
    ///
    /// - Throws: whatever reading the view throws.
    public func closureSizes(of artefact: NodeID) throws -> ClosureSizes {
        let below = try index(reachableFrom: [artefact], along: [.dependsOn], .forwards)
        guard let start = below.number(of: artefact) else { return ClosureSizes(members: []) }
        let tree = BreadthFirstTree(below, from: start)
        let above = try index(reachableFrom: Array(below.ids.dropFirst()), along: [.dependsOn], .backwards)
        let owners = above.owners(besides: artefact, ofFirst: below.ids.count - 1)
        return ClosureSizes(
            members: tree.order.dropFirst().map { number in
                let id = below.ids[Int(number)]
                let step = tree.steps[Int(number)]
                return ClosureSizes.Member(
                    id: id, size: below.sizes[Int(number)], depth: step?.depth ?? 0,
                    parent: (step?.parent).map { below.ids[Int($0)] },
                    sharedWith: (above.number(of: id).map { owners[Int($0)] } ?? []).sorted())
            })
    }
}

extension GraphIndex {
    /// For each of the first nodes, the names of the artefacts that need it, one artefact left out.
    fileprivate func owners(besides artefact: NodeID, ofFirst count: Int) -> [[String]] {
        var owners = [[String]](repeating: [], count: count)
        var visit = Visit(count: ids.count)
        let all = LabelMask(nil)
        for (number, id) in ids.enumerated() where id.kind == .artefact && id != artefact {
            for reached in visit.closure(of: UInt32(number), in: rows(.forwards), along: all) where reached < count {
                owners[Int(reached)].append(id.name)
            }
        }
        return owners
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
