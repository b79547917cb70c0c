public import OCI
import OCIImages

/// What a declaration says that an image is; nil where anything will do.
public struct ExpectedImage: Hashable, Sendable {
    /// The repository's name without a tag.
    public var imageName: String?
    /// The digest of the manifest, or index, in the source.
    public var imageDigest: Digest?
    /// The SHA-256 of the image as skopeo's docker-archive.
    public var sha256: Digest?

    public init(imageName: String? = nil, imageDigest: Digest? = nil, sha256: Digest? = nil) {
        self.imageName = imageName
        self.imageDigest = imageDigest
        self.sha256 = sha256
    }

    /// Compares what is known before the layers are read.
    ///
    /// - Throws: ``ForgeError/unexpected(_:declared:found:)``.
    func check(_ image: SourcedImage) throws {
        if let imageName, imageName != image.imageName {
            throw ForgeError.unexpected("imageName", declared: imageName, found: image.imageName)
        }
        if let imageDigest, imageDigest != image.root.digest {
            throw ForgeError.unexpected("imageDigest", declared: "\(imageDigest)", found: "\(image.root.digest)")
        }
    }

    /// Compares the docker-archive's digest.
    ///
    /// - Throws: ``ForgeError/unexpected(_:declared:found:)``.
    func check(sha256 found: Digest) throws {
        if let sha256, sha256 != found {
            throw ForgeError.unexpected("sha256", declared: "\(sha256)", found: "\(found)")
        }
    }
}
