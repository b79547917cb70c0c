import ConfigurationGraph
import GraphStore
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

    /// Asks a store.
    ///
    /// An instance that runs keeps the image that it was started from, also if its artefact has been forged anew since:
    /// its root filesystem lies on those snapshots. What an artefact was is in the history; so all that any artefact
    /// was since the oldest instance's revision is kept.
    ///
    /// - Parameter end: up to which revision artefacts count that are no longer; nil for the newest.
    /// - Throws: what reading the store throws.
    init(in store: any GraphStore, formerUntil end: Revision? = nil) async throws {
        let former = try await Self.formerRoots(in: store, until: end)
        self = try await store.read { try Needs(in: $0, former: former) }
    }

    private init(in view: some GraphView, former: Set<NodeID>) throws {
        revision = view.revision
        let pinned = try view.values(RuntimeSpecNode.self).compactMap { spec in
            spec.parameters["image.manifest"]?.string.map { NodeID(.imageManifest, $0) }
        }
        let roots = try view.nodes(of: .artefact).map(\.id) + former.union(pinned).filter { try view.node($0) != nil }
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

    private static func formerRoots(in store: any GraphStore, until end: Revision?) async throws -> Set<NodeID> {
        guard let oldest = try await store.read({ try $0.nodes(of: .instance).map(\.revision).min() }) else {
            return []
        }
        let then = try await store.read(at: oldest) { try $0.values(Artefact.self) }
        var roots = Set(then.compactMap(Self.root))
        var revision = oldest
        while true {
            let commits = try await store.history(after: revision, limit: 256)
            guard let last = commits.last else { return roots }
            for change in commits.filter({ $0.revision <= end ?? $0.revision }).flatMap(\.changes) {
                if case .artefact(let artefact) = change.after {
                    roots.formUnion([root(of: artefact)].compactMap(\.self))
                }
            }
            revision = last.revision
        }
    }

    private static func root(of artefact: Artefact) -> NodeID? {
        guard case .image(let image) = artefact.content else { return nil }
        return image.root
    }
}
