import ConfigurationGraph
import OCI

/// What must stay: the dependency nodes that artefacts and instances need, and the blobs, snapshots and store
/// paths that these name.
struct Needs: Sendable {
    private static let kinds: [NodeKind] = [
        .imageIndex, .imageManifest, .imageConfig, .layer, .derivation, .storePath,
    ]

    /// The revision at which this was so.
    let revision: Revision
    /// Nodes that no artefact and no instance needs.
    let orphans: [NodeID]
    private(set) var blobs: Set<String> = []
    private(set) var snapshots: Set<String> = []
    /// Store paths, as `/nix/store/DIGEST-NAME`.
    private(set) var storePaths: Set<String> = []

    /// Looks at a view. What artefacts are stays, and what instances are resolved for: a configuration pins what it was
    /// resolved for, which its artefact may not be any more.
    ///
    /// - Parameter kept: the dependency nodes that are needed besides.
    /// - Throws: what reading the view throws.
    init(in view: some GraphView, keeping kept: Set<NodeID>) throws {
        revision = view.revision
        let pinned = try view.values(RuntimeSpecNode.self).reduce(into: kept) { $0.formUnion($1.pinned) }
        let roots = try view.nodes(of: .artefact).map(\.id) + pinned.filter { try view.contains($0) }
        let needed = Set(try view.closure(of: roots, along: [.dependsOn, .builtFrom, .produces]))
        let all = try Self.kinds.flatMap { try view.nodes(of: $0) }
        orphans = all.map(\.id).filter { !needed.contains($0) }
        for node in all where needed.contains(node.id) {
            if let digest = Digest(node.id.name) { blobs.insert(Self.fileName(of: digest)) }
            if node.id.kind == .storePath { storePaths.insert(node.id.name) }
            if case .layer(let layer) = node.node { snapshots.insert(Self.fileName(of: layer.diffID)) }
        }
    }

    /// A digest as the files of the state directory are named by it: `ALGORITHM/HEX`.
    static func fileName(of digest: Digest) -> String { "\(digest.algorithm.rawValue)/\(digest.hex)" }
}
