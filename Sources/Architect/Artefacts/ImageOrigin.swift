public import ConfigurationGraph
public import OCI

/// An image that an artefact is forged from, and what a declaration says of it.
public struct ImageOrigin: Hashable, Sendable {
    /// The image's reference as it was written, as `oci:./images/web:1.0`.
    public var reference: String
    /// The folder that a relative path in the reference starts from: that of the file that declares it
    /// (``SourceFile/folder``).
    public var baseFolder: String
    /// The repository's name that the image must have; nil where any will do.
    public var imageName: String?
    /// The digest that the image must have in its source; nil where any will do.
    public var imageDigest: Digest?
    /// The SHA-256 that the image must have as a docker-archive; nil where any will do.
    public var sha256: Digest?
    /// Where the reference stands.
    public var location: SourceLocation
}

extension ImageOrigin {
    /// The reference with a relative path starting from ``baseFolder``, as `oci:/srv/shop/images/web:1.0`; references
    /// without a file's path stay as they are.
    public var resolvedReference: String {
        guard let colon = reference.firstIndex(of: ":"),
            ["oci", "oci-archive", "docker-archive"].contains(reference[..<colon])
        else { return reference }
        let path = reference[reference.index(after: colon)...]
        guard !path.isEmpty, !path.hasPrefix("/") else { return reference }
        let relative = path.hasPrefix("./") ? path.dropFirst(2) : path
        return "\(reference[..<colon]):\(baseFolder.hasSuffix("/") ? baseFolder : baseFolder + "/")\(relative)"
    }
}
