/// Manifests of one image, for one platform each; also a layout's `index.json` (image-spec, image-index.md).
public struct ImageIndex: Hashable, Sendable, Codable {
    /// The format's version: always 2.
    public var schemaVersion: Int
    /// This document's own media type.
    public var mediaType: MediaType?
    /// The type of artifact, if this is no image.
    public var artifactType: MediaType?
    /// The manifests, or further indexes, in order of preference.
    public var manifests: [Descriptor]
    /// The manifest that this index is about.
    public var subject: Descriptor?
    /// What its writer says of the index.
    public var annotations: [String: String]?
    public var unknownFields = UnknownFields()

    public init(
        schemaVersion: Int = 2, mediaType: MediaType? = .imageIndex, manifests: [Descriptor],
        annotations: [String: String]? = nil
    ) {
        self.schemaVersion = schemaVersion
        self.mediaType = mediaType
        self.manifests = manifests
        self.annotations = annotations
    }
}
