/// The symbolic links of an image's layers, so that no entry is taken for a file below one of them.
///
/// Layers are unpacked side by side, so a link of a lower layer can't lead a file of a higher one astray; yet a path
/// through it would name another file than its writer meant. Such a layer is refused, whichever layer the link is in.
/// A layer that brings a folder of its own in the link's place is in order.
public struct MergedSymlinks: Sendable {
    private var below: Set<LayerPath> = []
    private var links: Set<LayerPath> = []
    private var folders: Set<LayerPath> = []
    private var lastParent = LayerPath.root

    public init() {}

    /// Takes in an entry, in the order in which the layer has them.
    ///
    /// - Throws: ``LayerError/Problem/throughSymlink(_:)``.
    public mutating func admit(_ entry: LayerEntry) throws(LayerError.Problem) {
        try checkParents(of: entry.path)
        if case .hardLink(let target) = entry.kind { try checkParents(of: target) }
        switch entry.kind {
        case .symlink:
            links.insert(entry.path)
            folders.remove(entry.path)
            lastParent = .root
        case .folder:
            folders.insert(entry.path)
            links.remove(entry.path)
        case .file, .hardLink, .pipe:
            links.remove(entry.path)
            below.remove(entry.path)
        case .whiteout:
            below.remove(entry.path)
            lastParent = .root
        case .opaque:
            let prefix = entry.path.isRoot ? "" : entry.path.text + "/"
            below = below.filter { !$0.text.hasPrefix(prefix) }
        }
    }

    /// Says that the layer is at its end: what follows lies above it.
    public mutating func nextLayer() {
        below.subtract(folders)
        below.formUnion(links)
        links = []
        folders = []
        lastParent = .root
    }

    private mutating func checkParents(of path: LayerPath) throws(LayerError.Problem) {
        let parent = path.parent
        guard parent != lastParent else { return }
        for ancestor in path.ancestors {
            let isLink = links.contains(ancestor) || (below.contains(ancestor) && !folders.contains(ancestor))
            if isLink { throw .throughSymlink(ancestor.text) }
        }
        lastParent = parent
    }
}

extension LayerPath {
    /// The image's root.
    static let root = LayerPath(trusted: "")
}
