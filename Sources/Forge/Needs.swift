import ConfigurationGraph
import OCI

/// What must stay: the dependency nodes that artefacts and instances need, and the blobs and snapshots that these name.
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

    /// Looks at a view. What artefacts are stays, and what instances are resolved for: a configuration pins its image,
    /// which its artefact may not be any more.
    ///
    /// - Parameter kept: the manifests of images that are needed besides.
    /// - Throws: what reading the view throws.
    init(in view: some GraphView, keeping kept: Set<Digest>) throws {
        revision = view.revision
        let pinned = try view.values(RuntimeSpecNode.self).compactMap { $0.parameters["image.manifest"]?.string }
        let manifests = Set(pinned).union(kept.map(\.description)).map { NodeID(.imageManifest, $0) }
        let roots = try view.nodes(of: .artefact).map(\.id) + manifests.filter { try view.contains($0) }
        let needed = Set(try view.closure(of: roots, along: [.dependsOn, .builtFrom, .produces]))
        let all = try Self.kinds.flatMap { try view.nodes(of: $0) }
        orphans = all.map(\.id).filter { !needed.contains($0) }
        for node in all where needed.contains(node.id) {
            if let digest = Digest(node.id.name) { blobs.insert(Self.fileName(of: digest)) }
            if case .layer(let layer) = node.node { snapshots.insert(Self.fileName(of: layer.diffID)) }
        }
    }

    /// A digest as the files of the state directory are named by it: `ALGORITHM/HEX`.
    static func fileName(of digest: Digest) -> String { "\(digest.algorithm.rawValue)/\(digest.hex)" }
}
