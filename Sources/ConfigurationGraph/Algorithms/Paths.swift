/// How some nodes come to need others.
public struct Paths: Hashable, Sendable {
    /// Paths as their edges, shorter ones first; a node's path to itself has none.
    public let paths: [[Edge]]
    /// Whether there are more than were asked for.
    public let isCut: Bool

    public init(_ paths: [[Edge]], isCut: Bool = false) {
        self.paths = paths
        self.isCut = isCut
    }
}

extension GraphView {
    /// A shortest path from one of some nodes to one of others; nil if there is none.
    ///
    /// Takes time in proportion to what can be reached.
    ///
    /// - Parameter building: whether a node needs what it was built from.
    /// - Throws: whatever reading the view throws.
    public func shortestPath(
        from starts: [NodeID], to ends: [NodeID], building: Bool = true
    ) throws -> [Edge]? {
        let index = try index(reachableFrom: starts, along: EdgeLabel.ofPaths(building: building), .forwards)
        let tree = BreadthFirstTree(index, from: starts.compactMap { index.number(of: $0) })
        let numbers = ends.compactMap { index.number(of: $0) }
        return numbers.min { tree.depth(of: $0) ?? .max < tree.depth(of: $1) ?? .max }
            .flatMap { tree.path(to: $0, in: index) }
    }

    /// The paths from some nodes to others that pass no node twice.
    ///
    /// There can be exponentially many, hence the limit, with which time grows.
    ///
    /// - Parameters:
    ///   - building: whether a node needs what it was built from.
    ///   - limit: how many paths there are at the most.
    /// - Throws: whatever reading the view throws.
    public func paths(
        from starts: [NodeID], to ends: [NodeID], building: Bool = true, limit: Int
    ) throws -> Paths {
        let index = try index(reachableFrom: starts, along: EdgeLabel.ofPaths(building: building), .forwards)
        var found: [[Edge]] = []
        for end in ends.compactMap({ index.number(of: $0) }) {
            for start in starts.compactMap({ index.number(of: $0) }) {
                found += index.paths(from: start, to: end, limit: limit + 1)
            }
            // Only the shortest are kept, so no more than these are held.
            found = Array(found.sorted { $0.count < $1.count }.prefix(limit + 1))
        }
        return Paths(Array(found.prefix(limit)), isCut: found.count > limit)
    }
}

extension EdgeLabel {
    fileprivate static func ofPaths(building: Bool) -> Set<EdgeLabel> {
        building ? Set(allCases) : Set(allCases).subtracting([.builtFrom, .produces])
    }
}
