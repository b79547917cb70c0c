/// A node that needs others, and which of those that were asked about.
public struct Dependant: Hashable, Sendable {
    public let id: NodeID
    /// Which of the nodes asked about it needs, sorted: as many as were asked for.
    public let needs: [NodeID]
    /// Whether it needs more of them.
    public let needsFurther: Bool
}

extension GraphView {
    /// Everything that needs one of some nodes, these themselves first, then nearest first, and last the hosts of
    /// the instances among them.
    ///
    /// Who asks about a dependency node asks what contains it: then instances are found by what their configurations
    /// are pinned to, whatever their automaton's artefact has become since, and an automaton that only talks to another
    /// doesn't contain what that one does. Of other nodes, all edges that lead to them are followed.
    ///
    /// Takes time in proportion to what is reached, and to `limit`.
    ///
    /// - Parameters:
    ///   - building: whether what was built from a node needs it as well. Of dependency nodes these are, with it, what
    ///     `nix-store -q --referrers-closure` says; instances are found too whose store paths were built so.
    ///   - limit: of how many of the nodes asked about it is said that a node needs them.
    /// - Throws: whatever reading the view throws.
    public func dependants(
        of nodes: [NodeID], building: Bool = false, naming limit: Int = 3
    ) throws -> [Dependant] {
        let starts = Set(nodes).sorted()
        let labels = EdgeLabel.leadingToDependants(of: starts, building: building)
        let reached = try index(reachableFrom: starts, along: labels, .backwards)
        let index = building ? try joinedWithInstances(reached) : reached
        let sources = index.starts(among: starts)
        let needs = NearestSources(of: index, from: sources, limit: max(1, limit), .backwards)
        let found = index.ids.indices.filter { place in
            place < reached.ids.count || (!index.ids[place].kind.isDependency && needs.hasAny(at: place))
        }
        var dependants = found.map { place in
            Dependant(
                id: index.ids[place], needs: needs.names(of: place, in: index),
                needsFurther: needs.hasMore(at: place))
        }
        dependants += try hosts(of: dependants, limit: max(1, limit))
        return dependants
    }

    /// What has an edge to one of some nodes, in the order of these.
    ///
    /// - Parameters:
    ///   - building: whether what was built from a node counts; what produces it doesn't.
    ///   - limit: of how many of the nodes asked about it is said that a node needs them.
    /// - Throws: whatever reading the view throws.
    public func directDependants(
        of nodes: [NodeID], building: Bool = false, naming limit: Int = 3
    ) throws -> [Dependant] {
        let labels = Set(EdgeLabel.allCases).subtracting(building ? [.produces] : [.produces, .builtFrom])
        var needs: [NodeID: Set<NodeID>] = [:]
        var order: [NodeID] = []
        for node in nodes {
            for dependant in try neighbours(of: node, along: labels, .backwards) {
                if needs[dependant] == nil { order.append(dependant) }
                needs[dependant, default: []].insert(node)
            }
        }
        return order.map { id in
            let all = needs[id, default: []].sorted()
            return Dependant(id: id, needs: Array(all.prefix(limit)), needsFurther: all.count > limit)
        }
    }

    /// Adds the instances that contain outputs of the derivations that were reached: an instance has no edge to what it was
    /// built from, but to what that put out. What instances are pinned to is mostly less than what is built from a
    /// derivation, so they are looked at from above.
    private func joinedWithInstances(_ reached: GraphIndex) throws -> GraphIndex {
        let specs = try names(of: .runtimeSpec).map { NodeID(.runtimeSpec, $0) }
        guard !specs.isEmpty, reached.ids.contains(where: { $0.kind == .derivation }) else { return reached }
        let contents = try index(reachableFrom: specs, along: [.dependsOn], .forwards)
        let outputs = contents.ids.filter { $0.kind == .storePath }
        let origins = try index(reachableFrom: outputs, along: [.produces], .backwards)
        let instances = try index(reachableFrom: specs, along: [.resolvedTo], .backwards)
        var joined = JoinedIndex(reached)
        joined.add(contents)
        joined.add(instances)
        joined.add(origins) { link in
            // An output needs the derivation that made it.
            reached.number(of: origins.ids[Int(link.from)]) == nil
                ? nil : .init(from: link.to, label: .builtFrom, to: link.from)
        }
        return joined.index
    }

    /// The machines that instances are placed on, each with what they need.
    private func hosts(of dependants: [Dependant], limit: Int) throws -> [Dependant] {
        let known = Set(dependants.map(\.id))
        var hosts: [NodeID: (needs: Set<NodeID>, further: Bool)] = [:]
        for instance in dependants where instance.id.kind == .instance {
            for host in try neighbours(of: instance.id, along: [.placedOn]) where !known.contains(host) {
                hosts[host, default: ([], false)].needs.formUnion(instance.needs)
                if instance.needsFurther { hosts[host]?.further = true }
            }
        }
        return hosts.sorted { $0.key < $1.key }.map { host, found in
            let sorted = found.needs.sorted()
            return Dependant(
                id: host, needs: Array(sorted.prefix(limit)), needsFurther: found.further || sorted.count > limit)
        }
    }
}

extension NodeKind {
    /// Whether nodes of this kind are what artefacts are made of.
    public var isDependency: Bool {
        switch self {
        case .imageIndex, .imageManifest, .imageConfig, .layer, .derivation, .storePath: true
        default: false
        }
    }
}

extension EdgeLabel {
    /// The edges by which one comes to what needs some nodes.
    static func leadingToDependants(of starts: [NodeID], building: Bool) -> Set<EdgeLabel> {
        // What runs is pinned to a manifest and not to an index.
        let areContained = starts.allSatisfy { $0.kind.isDependency && $0.kind != .imageIndex }
        let labels: Set<EdgeLabel> =
            areContained
            ? [.dependsOn, .runs, .resolvedTo] : Set(allCases).subtracting([.builtFrom, .produces])
        return building ? labels.union([.builtFrom]) : labels
    }
}

/// Indexes of one graph put together.
private struct JoinedIndex {
    private var ids: [NodeID]
    private var links: [GraphIndex.Link]
    private var numbers: [NodeID: UInt32]

    init(_ index: GraphIndex) {
        ids = index.ids
        links = index.links
        numbers = Dictionary(uniqueKeysWithValues: zip(index.ids, 0...))
    }

    /// Adds nodes, and edges as they are changed or left out.
    mutating func add(_ index: GraphIndex, changing change: (GraphIndex.Link) -> GraphIndex.Link? = { $0 }) {
        let places = index.ids.map { number(of: $0) }
        for link in index.links {
            guard let link = change(link) else { continue }
            links.append(.init(from: places[Int(link.from)], label: link.label, to: places[Int(link.to)]))
        }
    }

    private mutating func number(of id: NodeID) -> UInt32 {
        if let known = numbers[id] { return known }
        let number = UInt32(ids.count)
        numbers[id] = number
        ids.append(id)
        return number
    }

    var index: GraphIndex { GraphIndex(nodes: ids, links: links) }
}
