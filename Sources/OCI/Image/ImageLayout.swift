/// What marks a folder as an image layout: its file `oci-layout` (image-spec, image-layout.md).
public struct ImageLayout: Hashable, Sendable, Codable {
    /// The version that is read and written here.
    public static let version = "1.0.0"

    /// The layout's version.
    public var imageLayoutVersion: String
    public var unknownFields = UnknownFields()

    public init(imageLayoutVersion: String = ImageLayout.version) {
        self.imageLayoutVersion = imageLayoutVersion
    }
}
