import GraphStore
public import ConfigurationGraph

/// What an artefact is made of, or what a store path needs.
public struct ClosureReport: Hashable, Sendable {
    public typealias Member = ClosureSizes.Member

    /// What was asked about.
    public var root: NodeID
    /// The dependency nodes, breadth first, and how they hang together.
    public var closure: ClosureSizes
}

extension Engine {
    /// How many nodes a closure may have for each of them to be judged, unless that is asked for: a few milliseconds' worth.
    private static let mostJudged = 5000

    /// What an artefact is made of, or a store path needs, with sizes.
    ///
    /// - Parameters:
    ///   - name: an artefact's, or a store path; of a derivation what it is built from is meant, whichever closure is
    ///     asked for.
    ///   - revision: as it was then; nil for now.
    ///   - judgingAll: whether each node's closure and sharers are asked for, however many nodes there are.
    ///   - edges: whether it is asked how they hang together.
    /// - Throws: ``Failure`` when there is no such node, or how it was built isn't known.
    public func closure(
        _ name: String, at revision: Revision? = nil, _ kind: ClosureKind = .runtime, judgingAll: Bool = false,
        withEdges edges: Bool = false
    ) async throws -> ClosureReport {
        let root = try await closureRoot(name, at: revision)
        let kind = root.kind == .derivation && kind == .runtime ? .build(outputs: false) : kind
        return try await reportingFailures {
            let closure = try await store.read(at: revision) { view in
                try view.closureSizes(of: root, kind, judging: judgingAll ? .max : Self.mostJudged, withEdges: edges)
            }
            guard kind == .runtime || !closure.members.isEmpty else {
                throw Failure(
                    .failed, "how \(root) was built isn't known",
                    hint: "what came as an image or from a binary cache doesn't say")
            }
            return ClosureReport(root: root, closure: closure)
        }
    }

    /// What turns one artefact's closure into another's, package by package.
    ///
    /// - Throws: ``Failure`` when there is no such artefact, or how it was built isn't known.
    public func closureDifference(
        from first: String, at firstRevision: Revision?, to second: String, at secondRevision: Revision?,
        _ kind: ClosureKind
    ) async throws -> ClosureDifference {
        let before = try await closure(first, at: firstRevision, kind)
        let after = try await closure(second, at: secondRevision, kind)
        return ClosureDifference(from: before.closure, to: after.closure)
    }

    private func closureRoot(_ name: String, at revision: Revision?) async throws -> NodeID {
        guard let revision else { return try await resolveName(name, kinds: [.artefact]) }
        return try await node(NodeID(name) ?? NodeID(storePath: name) ?? NodeID(.artefact, name), at: revision).id
    }

    /// The paths by which nodes come to need others: a shortest, or all, up to a thousand.
    ///
    /// - Parameters:
    ///   - from: a node, or a package.
    ///   - to: the same.
    ///   - building: whether a node needs what it was built from.
    /// - Throws: ``Failure`` when a node isn't there, or no path leads from the one to the other.
    public func why(_ from: String, _ to: String, all: Bool = false, building: Bool = false) async throws -> Paths {
        let starts = try await resolveNodes(from, kinds: Self.questionKinds, withDerivations: building)
        let ends = try await resolveNodes(to, kinds: Self.questionKinds.reversed(), withDerivations: building)
        return try await reportingFailures {
            try await store.read { view in
                let paths =
                    all
                    ? try view.paths(from: starts, to: ends, building: building, limit: Self.mostPaths)
                    : Paths(try view.shortestPath(from: starts, to: ends, building: building).map { [$0] } ?? [])
                guard paths.paths.isEmpty else { return paths }
                throw Failure(
                    .failed, "no path leads from \(from) to \(to)",
                    hint: try Self.hint(from: starts, to: ends, building: building, in: view))
            }
        }
    }

    private static let mostPaths = 1000

    /// What leads further where no path does.
    private static func hint(
        from starts: [NodeID], to ends: [NodeID], building: Bool, in view: some GraphView
    ) throws -> String {
        if try !building && view.shortestPath(from: starts, to: ends) != nil {
            return "--build follows what it is built from as well"
        }
        if try view.shortestPath(from: ends, to: starts) != nil {
            return "one leads the other way: edges lead from what needs to what is needed"
        }
        return "'emergence referrers' lists what needs a node, 'emergence closure' what an artefact needs"
    }
}
