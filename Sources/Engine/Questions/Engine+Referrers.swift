import GraphStore
public import ConfigurationGraph

/// A node that needs what was asked about.
public struct Referrer: Hashable, Sendable {
    public var id: NodeID
    /// Which of the nodes asked about it needs, sorted: the first three.
    public var needs: [NodeID]
    /// Whether it needs more of them.
    public var needsFurther: Bool
    /// The host that it is placed on; nil for what isn't an instance.
    public var host: String?
    /// What is the case with it; nil for what isn't an instance.
    public var state: InstanceStatus.State?
    /// The node itself; nil if it wasn't asked for.
    public var node: VersionedNode?
}

/// How far up `referrers` goes.
public enum ReferrersExtent: Hashable, Sendable {
    /// Up to artefacts, automatons, instances and hosts, without what lies between.
    case ends
    /// One edge.
    case direct
    /// All of it, with the nodes asked about.
    case closure
}

extension Engine {
    /// What needs a node, or a package: nearest first.
    ///
    /// - Parameters:
    ///   - building: whether what was built from it counts as well.
    ///   - reading: whether the nodes' values are wanted, which are many in a closure.
    /// - Throws: ``Failure`` when there is neither such a node nor such a package.
    public func referrers(
        _ name: String, _ extent: ReferrersExtent = .ends, building: Bool = false, reading: Bool = true
    ) async throws -> [Referrer] {
        let nodes = try await resolveNodes(name, kinds: Self.questionKinds.reversed(), withDerivations: building)
        return try await reportingFailures {
            try await store.read { view in
                let dependants =
                    switch extent {
                    case .direct: try view.directDependants(of: nodes, building: building)
                    case .closure: try view.dependants(of: nodes, building: building)
                    case .ends:
                        try view.dependants(of: nodes, building: building)
                            .filter { $0.id.kind.isEnd && !nodes.contains($0.id) }
                    }
                return try dependants.map { try Referrer($0, in: view, reading: reading) }
            }
        }
    }
}

extension Engine {
    /// Whether anything was built from a node, or a package.
    ///
    /// - Throws: ``Failure`` when there is neither such a node nor such a package.
    public func isBuiltFrom(_ name: String, _ extent: ReferrersExtent = .ends) async throws -> Bool {
        try await !referrers(name, extent, building: true, reading: false).isEmpty
    }
}

extension NodeKind {
    /// Whether `referrers` ends at nodes of this kind, and doesn't only pass them.
    fileprivate var isEnd: Bool { !isDependency && self != .runtimeSpec && self != .instanceStatus }
}

extension Referrer {
    fileprivate init(_ dependant: Dependant, in view: some GraphView, reading: Bool) throws {
        id = dependant.id
        needs = dependant.needs
        needsFurther = dependant.needsFurther
        if id.kind == .instance {
            host = try view.value(Instance.self, named: id.name)?.host
            state = try view.value(InstanceStatus.self, named: id.name)?.state ?? .pending
        }
        node = reading ? try view.node(id) : nil
    }
}
