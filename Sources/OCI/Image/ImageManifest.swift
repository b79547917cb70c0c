/// One image for one platform: its configuration and its layers (image-spec, manifest.md).
public struct ImageManifest: Hashable, Sendable, Codable {
    /// The format's version: always 2.
    public var schemaVersion: Int
    /// This document's own media type.
    public var mediaType: MediaType?
    /// The type of artifact, if this is no image.
    public var artifactType: MediaType?
    /// The image's configuration; its digest is the image's id.
    public var config: Descriptor
    /// The layers, lowest first.
    public var layers: [Descriptor]
    /// The manifest that this one is about, such as one that it signs.
    public var subject: Descriptor?
    /// What its writer says of the manifest.
    public var annotations: [String: String]?
    public var unknownFields = UnknownFields()

    public init(
        schemaVersion: Int = 2, mediaType: MediaType? = .imageManifest, config: Descriptor, layers: [Descriptor],
        subject: Descriptor? = nil, annotations: [String: String]? = nil
    ) {
        self.schemaVersion = schemaVersion
        self.mediaType = mediaType
        self.config = config
        self.layers = layers
        self.subject = subject
        self.annotations = annotations
    }
}
