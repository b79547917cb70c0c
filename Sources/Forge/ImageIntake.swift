import ConfigurationGraph
import GraphStore
import OCI
import OCIImages

/// One image on its way into the content store and the graph.
struct ImageIntake: Sendable {
    private let forge: Forge
    private let reference: ImageReference
    private let name: String
    private let expected: ExpectedImage
    private let declaredBy: String?
    private let source: any ImageSource
    private let image: SourcedImage
    private let progress: @Sendable (ForgeEvent) -> Void

    /// Finds the image and reads its documents.
    ///
    /// - Throws: ``ImageError``; ``ForgeError`` for one that isn't what is expected, or a bad name.
    init(
        _ reference: ImageReference, name: String?, expecting expected: ExpectedImage, declaredBy: String?,
        forge: Forge,
        progress: @escaping @Sendable (ForgeEvent) -> Void
    ) throws {
        self.forge = forge
        self.reference = reference
        self.name = name ?? reference.suggestedName
        self.expected = expected
        self.declaredBy = declaredBy
        self.progress = progress
        guard ArtefactName.isValid(self.name) else { throw ForgeError.badName(self.name) }
        source = try ImageSources.open(reference)
        image = try source.image(for: .host)
        try expected.check(image)
    }

    /// The artefact, if graph and content store have this very image under this name from this reference; nil if
    /// there is anything to do.
    ///
    /// - Throws: ``ForgeError`` if it isn't what is expected, and what reading the store throws.
    func known() async throws -> ForgedArtefact? {
        let content = forge.content
        let found = try await forge.store.read { view -> ForgedArtefact? in
            guard let artefact = try view.value(Artefact.self, named: name), case .image(let stored) = artefact.content,
                let config = try view.value(ImageConfigNode.self, named: image.manifest.config.digest.description),
                try nodes(sha256: stored.sha256, user: config.user, owner: artefact.declaredBy).all.allSatisfy({
                    try view.node($0.id)?.node == $0
                })
            else { return nil }
            return ForgedArtefact(
                artefact: artefact, revision: view.revision, layers: image.manifest.layers.count, bytesCopied: 0,
                alreadyThere: true)
        }
        guard let found, case .image(let stored) = found.artefact.content, digests.allSatisfy(content.has) else {
            return nil
        }
        try expected.check(sha256: stored.sha256)
        return found
    }

    /// Copies what is missing, reads the layers, and commits. A lease must be held.
    ///
    /// What the graph names is there before the graph names it: blobs and snapshots are published, then the nodes are
    /// committed. Whatever fails before leaves nothing behind; a crash in between leaves what `gc` removes.
    func run(unpack: Bool, author: String) async throws -> ForgedArtefact {
        let blobs = try IncomingBlobs(into: forge.content)
        let copied = try copy(into: blobs)
        var pass = LayerPass(limits: forge.limits, unpackingInto: unpack ? forge.folders.snapshotStore : nil)
        for (layer, diffID) in layers {
            try pass.read(blob: blobs.path(of: layer.digest), layer: layer.digest, diffID: diffID) { done in
                report(.read, layer, done)
            }
        }
        let sha256 = try pass.archive.finish(image)
        try expected.check(sha256: sha256)
        let user = try UserLookup(accounts: pass.accounts).user(image.configuration.config?.user)
        let owner = try await forge.store.read { try ownerOnceForged(in: $0) }
        let nodes = nodes(sha256: sha256, user: user, owner: owner)
        try Task.checkCancellation()
        try blobs.publish()
        try forge.folders.snapshotStore.publish(pass.snapshots)
        let commit = try await forge.store.commit(
            Transaction(author: author, roles: [.forge], message: "forge \(reference)", puts: nodes.all))
        return ForgedArtefact(
            artefact: nodes.artefact, revision: commit.revision, layers: image.manifest.layers.count,
            bytesCopied: copied, alreadyThere: commit.changes.isEmpty)
    }

    /// The nodes as they would be, of the documents alone; that the layers are there is checked.
    func preview() async throws -> [Node] {
        for layer in image.manifest.layers { try source.look(for: layer) }
        let text = image.configuration.config?.user
        let former = try await forge.store.read { try known(in: $0) }
        let user = former?.config.configuration.config?.user == text ? former?.config.user : nil
        return nodes(
            sha256: expected.sha256 ?? former?.sha256 ?? image.root.digest,
            user: user ?? (try? UserLookup(accounts: AccountFiles()).user(text)) ?? ImageUser(),
            owner: try await forge.store.read { try ownerOnceForged(in: $0) }
        ).all
    }

    /// The set that declares the artefact, once this image is it.
    ///
    /// - Throws: ``ForgeError/declared(_:by:)`` for an image that nobody declares, in the place of another that is.
    func ownerOnceForged(in view: some GraphView) throws -> String? {
        guard let artefact = try view.value(Artefact.self, named: name), let owner = artefact.declaredBy else {
            return declaredBy
        }
        guard declaredBy == nil else { return owner }
        guard case .image(let stored) = artefact.content, stored.reference == reference.description,
            stored.imageDigest == image.root.digest
        else { throw ForgeError.declared(name, by: owner) }
        return owner
    }

    /// What the artefact is now, as an image.
    private func known(in view: some GraphView) throws -> (sha256: Digest, config: ImageConfigNode)? {
        guard case .image(let image) = try view.value(Artefact.self, named: name)?.content,
            let manifest = try view.value(ImageManifestNode.self, named: image.manifest.description),
            let config = try view.value(ImageConfigNode.self, named: manifest.config.description)
        else { return nil }
        return (image.sha256, config)
    }

    /// The manifest for this machine's platform.
    var manifest: Digest { image.manifestDescriptor.digest }

    private var layers: some Sequence<(Descriptor, Digest)> {
        zip(image.manifest.layers, image.configuration.rootfs.diffIDs)
    }

    private var digests: [Digest] {
        [image.root.digest, image.manifestDescriptor.digest, image.manifest.config.digest]
            + image.manifest.layers.map(\.digest)
    }

    private func copy(into blobs: IncomingBlobs) throws -> Int64 {
        try blobs.add(image.rootBytes, digest: image.root.digest)
        try blobs.add(image.manifestBytes, digest: image.manifestDescriptor.digest)
        try blobs.add(image.configurationBytes, digest: image.manifest.config.digest)
        return try image.manifest.layers.reduce(into: 0) { copied, layer in
            copied += try blobs.add(layer, from: source) { report(.copy, layer, $0) }
        }
    }

    private func nodes(sha256: Digest, user: ImageUser, owner: String?) -> ImageNodes {
        ImageNodes(
            image: image, reference: reference, name: name, sha256: sha256, user: user, declaredBy: owner)
    }

    private func report(_ phase: ForgeEvent.Phase, _ layer: Descriptor, _ done: Int64) {
        progress(ForgeEvent(phase: phase, layer: layer.digest.short, done: done, total: max(done, layer.size)))
    }
}
