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
        /// Other artefacts that need it, sorted: as many as were asked for; empty if it is this one's alone.
        public let sharedWith: [String]
        /// Whether there are more of them.
        public let isSharedFurther: Bool
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
    /// What is exclusive and what is shared is exact; whom it is shared with is not looked for any longer once there
    /// are enough names. So the cost grows with the closure, neither with the graph nor with how many share it.
    /// All that need a node are its ``dependants(of:building:naming:)``.
    ///
    /// - Parameter limit: how many artefacts that share a node are named; at least one.
    /// - Throws: whatever reading the view throws.
    public func closureSizes(of artefact: NodeID, naming limit: Int = 3) throws -> ClosureSizes {
        let closure = try index(reachableFrom: [artefact], along: [.dependsOn], .forwards)
        guard let start = closure.number(of: artefact) else { return ClosureSizes(members: []) }
        let limit = max(1, limit)
        let tree = BreadthFirstTree(closure, from: start)
        let sharers = try Sharers(of: closure, tree, in: self, limit: limit)
        return ClosureSizes(
            members: tree.order.dropFirst().map { number in
                let step = tree.steps[Int(number)]
                let names = sharers.names[Int(number)]
                return ClosureSizes.Member(
                    id: closure.ids[Int(number)], size: closure.sizes[Int(number)], depth: step?.depth ?? 0,
                    parent: (step?.parent).map { closure.ids[Int($0)] }, sharedWith: Array(names.prefix(limit)),
                    isSharedFurther: names.count > limit)
            })
    }
}

extension GraphView {
    /// What an artefact is built from, nearest first: derivations, their sources, and what these refer to; empty for one
    /// that wasn't built by Nix. As a set, what `nix-store -qR` says of its derivation.
    ///
    /// - Parameter outputs: whether what the derivations put out belongs to it as well, as far as it is known: what
    ///   `nix-store -qR --include-outputs` says.
    /// - Throws: whatever reading the view throws.
    public func buildClosure(of artefact: NodeID, withOutputs outputs: Bool = false) throws -> [NodeID] {
        let roots = try neighbours(of: artefact, along: [.builtFrom])
        let labels: Set<EdgeLabel> = outputs ? [.builtFrom, .dependsOn, .produces] : [.builtFrom, .dependsOn]
        let index = try index(reachableFrom: roots, along: labels, .forwards)
        guard outputs else { return index.ids }
        // No archive is empty: a path without a size is one that isn't built.
        return zip(index.ids, index.sizes).filter { $0.kind == .derivation || $1 > 0 }.map(\.0)
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
        case .storePath(let path): path.content?.narSize
        default: nil
        }
    }
}
