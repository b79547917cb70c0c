public import Nix

/// Which store paths of a closure go into which layer of an image.
///
/// What most others need comes first, each path in a layer of its own: another image that has the path has the same layer
/// then. The order depends on the closure alone and not on what else a graph has, so that the same closure is the same
/// image everywhere.
public struct LayerPlan: Hashable, Sendable {
    /// One layer.
    public struct Layer: Hashable, Sendable {
        /// Whether the folders of an empty root are in it.
        public var hasSkeleton: Bool
        /// The store paths that are in it, references first.
        public var paths: [StorePath]
    }

    /// How many layers an image has at the most unless it is said: docker takes no more than 125, and who builds on an
    /// image adds some.
    public static let usualLimit = 100
    /// How many layers docker takes.
    public static let highestLimit = 125

    /// The layers, lowest first.
    public let layers: [Layer]

    /// Plans an image of a closure.
    ///
    /// - Parameters:
    ///   - closure: all paths, references before what refers to them.
    ///   - limit: how many layers there may be. Paths for which none is left are all in the last.
    public init(of closure: [StorePathInfo], limit: Int = Self.usualLimit) {
        let paths = Popularity.order(of: closure)
        guard limit > 1 else {
            layers = [Layer(hasSkeleton: true, paths: paths)]
            return
        }
        let skeleton = Layer(hasSkeleton: true, paths: [])
        let room = limit - 1
        let single = paths.count <= room ? paths.count : room - 1
        let rest = paths[single...]
        layers =
            [skeleton] + paths[..<single].map { Layer(hasSkeleton: false, paths: [$0]) }
            + (rest.isEmpty ? [] : [Layer(hasSkeleton: false, paths: Array(rest))])
    }
}
