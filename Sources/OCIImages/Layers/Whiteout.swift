/// The names by which a layer's tar hides what lies below it (image-spec, layer.md, "Whiteouts").
enum Whiteout: Hashable {
    /// Hides one entry, of the path given.
    case entry(LayerPath)
    /// Hides all that the layers below have in the folder of the path given.
    case opaque(LayerPath)
    /// Bookkeeping of the older aufs, which means nothing elsewhere.
    case bookkeeping

    private static let prefix = ".wh."

    /// Reads a marker; nil for a path that is none.
    ///
    /// - Throws: ``LayerError/Problem/whiteout`` for a marker that names nothing.
    init?(_ path: LayerPath) throws(LayerError.Problem) {
        let name = path.name
        guard name.hasPrefix(Self.prefix) else { return nil }
        let hidden = name.dropFirst(Self.prefix.count)
        switch hidden {
        case "", ".", "..": throw .whiteout
        case ".wh..opq": self = .opaque(path.parent)
        case let other where other.hasPrefix(Self.prefix): self = .bookkeeping
        case let other: self = .entry(path.sibling(other))
        }
    }
}
