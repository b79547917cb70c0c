/// Manifests of one image, for one platform each; also a layout's `index.json` (image-spec, image-index.md).
public struct ImageIndex: Hashable, Sendable, Codable {
    /// The format's version: always 2.
    public var schemaVersion: Int
    /// This document's own media type.
    public var mediaType: MediaType?
    /// The manifests, or further indexes, in order of preference.
    public var manifests: [Descriptor]
    /// What its writer says of the index.
    public var annotations: [String: String]?

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
