public import OCI

/// An image's index, as far as it was forged: the manifest chosen for the platform is a node, the others are named.
public struct ImageIndexNode: NodeValue {
    public static let kind = NodeKind.imageIndex
    /// The digest of the index's bytes.
    public var digest: Digest
    /// The length of the index's bytes.
    public var size: Int64
    /// The index's own media type.
    public var mediaType: MediaType
    /// The manifests that it offers.
    public var manifests: [Descriptor]
    /// Those of them that are nodes of the graph.
    public var forged: [Digest]

    public init(digest: Digest, size: Int64, mediaType: MediaType, manifests: [Descriptor], forged: [Digest]) {
        self.digest = digest
        self.size = size
        self.mediaType = mediaType
        self.manifests = manifests
        self.forged = forged
    }

    public var nodeName: String { digest.description }
    public var node: Node { .imageIndex(self) }
    public var edges: [Edge] {
        forged.map { Edge(from: id, label: .dependsOn, to: NodeID(.imageManifest, $0.description)) }
    }
}

/// An image's manifest: one configuration, and layers from the lowest up.
public struct ImageManifestNode: NodeValue {
    public static let kind = NodeKind.imageManifest
    /// The digest of the manifest's bytes.
    public var digest: Digest
    /// The length of the manifest's bytes.
    public var size: Int64
    /// The manifest's own media type.
    public var mediaType: MediaType
    /// The digest of the image's configuration.
    public var config: Digest
    /// The digests of the layers' blobs, lowest first.
    public var layers: [Digest]

    public init(digest: Digest, size: Int64, mediaType: MediaType, config: Digest, layers: [Digest]) {
        self.digest = digest
        self.size = size
        self.mediaType = mediaType
        self.config = config
        self.layers = layers
    }

    public var nodeName: String { digest.description }
    public var node: Node { .imageManifest(self) }
    public var edges: [Edge] {
        [Edge(from: id, label: .dependsOn, to: NodeID(.imageConfig, config.description))]
            + layers.map { Edge(from: id, label: .dependsOn, to: NodeID(.layer, $0.description)) }
    }
}

/// An image's configuration: what the image says of how it wants to be run.
public struct ImageConfigNode: NodeValue {
    public static let kind = NodeKind.imageConfig
    /// The digest of the configuration's bytes: the image's id.
    public var digest: Digest
    /// The length of the configuration's bytes.
    public var size: Int64
    /// The configuration.
    public var configuration: ImageConfiguration
    /// The image's `User`, looked up in its own passwd and group files.
    public var user: ImageUser

    public init(digest: Digest, size: Int64, configuration: ImageConfiguration, user: ImageUser) {
        self.digest = digest
        self.size = size
        self.configuration = configuration
        self.user = user
    }

    public var nodeName: String { digest.description }
    public var node: Node { .imageConfig(self) }
}

/// Who an image's process runs as, inside (image-spec, conversion.md, "Config.User").
public struct ImageUser: Hashable, Sendable, Codable {
    /// The user's id.
    public var uid: UInt32
    /// The id of the user's group.
    public var gid: UInt32
    /// The ids of the further groups that the image's group file puts the user in.
    public var additionalGids: [UInt32]

    public init(uid: UInt32 = 0, gid: UInt32 = 0, additionalGids: [UInt32] = []) {
        self.uid = uid
        self.gid = gid
        self.additionalGids = additionalGids
    }
}

/// One layer of an image: a set of changes to a folder tree.
public struct Layer: NodeValue {
    public static let kind = NodeKind.layer
    /// The digest of the blob, as it is compressed.
    public var digest: Digest
    /// The length of the blob.
    public var size: Int64
    /// The blob's media type.
    public var mediaType: MediaType
    /// The digest of the tar stream, not compressed; names the snapshot.
    public var diffID: Digest
    /// How the layer came to be, where the image says so.
    public var history: String?

    public init(digest: Digest, size: Int64, mediaType: MediaType, diffID: Digest, history: String?) {
        self.digest = digest
        self.size = size
        self.mediaType = mediaType
        self.diffID = diffID
        self.history = history
    }

    public var nodeName: String { digest.description }
    public var node: Node { .layer(self) }
}
