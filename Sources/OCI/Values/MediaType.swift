/// The media types of image-spec, and those of Docker's older format that mean the same.
public struct MediaType: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { self.rawValue = value }

    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// An index of manifests, one a platform.
    public static let imageIndex: MediaType = "application/vnd.oci.image.index.v1+json"
    /// One image's manifest.
    public static let imageManifest: MediaType = "application/vnd.oci.image.manifest.v1+json"
    /// One image's configuration.
    public static let imageConfiguration: MediaType = "application/vnd.oci.image.config.v1+json"
    /// A layer, not compressed.
    public static let layerTar: MediaType = "application/vnd.oci.image.layer.v1.tar"
    /// A layer, compressed by gzip.
    public static let layerGzip: MediaType = "application/vnd.oci.image.layer.v1.tar+gzip"
    /// A layer, compressed by zstd.
    public static let layerZstd: MediaType = "application/vnd.oci.image.layer.v1.tar+zstd"
    /// Docker's index of manifests.
    public static let dockerManifestList: MediaType = "application/vnd.docker.distribution.manifest.list.v2+json"
    /// Docker's manifest.
    public static let dockerManifest: MediaType = "application/vnd.docker.distribution.manifest.v2+json"
}
