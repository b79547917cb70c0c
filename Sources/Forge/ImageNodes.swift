import ConfigurationGraph
import OCI
import OCIImages

/// An image as nodes of the graph.
struct ImageNodes {
    let artefact: Artefact
    private let dependencies: [Node]

    /// Artefact and dependency nodes: what one transaction puts.
    var all: [Node] { dependencies + [.artefact(artefact)] }

    init(
        image: SourcedImage, reference: ImageReference, name: String, sha256: Digest, user: ImageUser,
        declaredBy: String?
    ) {
        let manifest = ImageManifestNode(
            digest: image.manifestDescriptor.digest, size: image.manifestDescriptor.size,
            mediaType: image.manifestDescriptor.mediaType, config: image.manifest.config.digest,
            layers: image.manifest.layers.map(\.digest))
        var nodes: [Node] = [
            .imageConfig(
                ImageConfigNode(
                    digest: image.manifest.config.digest, size: image.manifest.config.size,
                    configuration: image.configuration, user: user)),
            .imageManifest(manifest),
        ]
        let history = (image.configuration.history ?? []).filter { $0.emptyLayer != true }
        for (index, layer) in image.manifest.layers.enumerated() {
            nodes.append(
                .layer(
                    Layer(
                        digest: layer.digest, size: layer.size, mediaType: layer.mediaType,
                        diffID: image.configuration.rootfs.diffIDs[index],
                        history: index < history.count ? history[index].createdBy : nil)))
        }
        var root = manifest.id
        if let index = image.index {
            let node = ImageIndexNode(
                digest: image.root.digest, size: image.root.size, mediaType: image.root.mediaType,
                manifests: index.manifests, forged: [manifest.digest])
            nodes.append(.imageIndex(node))
            root = node.id
        }
        artefact = Artefact(
            name: name,
            content: .image(
                ImageArtefact(
                    imageName: image.imageName, imageDigest: image.root.digest, sha256: sha256,
                    reference: reference.description, tag: image.tag, manifest: manifest.digest,
                    platform: image.configuration.platform, root: root)), declaredBy: declaredBy)
        dependencies = nodes
    }
}
