/// What points at content: its type, digest and size (image-spec, descriptor.md).
public struct Descriptor: Hashable, Sendable, Codable {
    /// The type of the content.
    public var mediaType: MediaType
    /// The digest of the content's bytes.
    public var digest: Digest
    /// The content's length in bytes.
    public var size: Int64
    /// Where the content can be had besides.
    public var urls: [String]?
    /// What its writer says of the content.
    public var annotations: [String: String]?
    /// What the content runs on; in an index's entries.
    public var platform: Platform?
    /// The content itself in base64, where it is small.
    public var data: String?
    /// The type of artifact that the content is.
    public var artifactType: MediaType?
    public var unknownFields = UnknownFields()

    public init(
        mediaType: MediaType, digest: Digest, size: Int64, urls: [String]? = nil, annotations: [String: String]? = nil,
        platform: Platform? = nil, data: String? = nil, artifactType: MediaType? = nil
    ) {
        self.mediaType = mediaType
        self.digest = digest
        self.size = size
        self.urls = urls
        self.annotations = annotations
        self.platform = platform
        self.data = data
        self.artifactType = artifactType
    }

    /// The annotation by which an image layout names a manifest (image-spec, annotations.md).
    public var referenceName: String? { annotations?[Self.referenceNameKey] }
    /// That annotation's key.
    public static let referenceNameKey = "org.opencontainers.image.ref.name"
}
