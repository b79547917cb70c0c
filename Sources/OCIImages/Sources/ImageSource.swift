public import Foundation
public import OCI

/// A place that holds images.
public protocol ImageSource: BlobSource {
    /// Chooses the image for a platform, and reads and verifies its index, manifest and configuration.
    ///
    /// - Throws: ``ImageError``.
    func image(for platform: Platform) throws -> SourcedImage

    /// Checks that a blob is there and as long as its descriptor says, without reading it.
    ///
    /// - Throws: ``ImageError``.
    func look(for blob: Descriptor) throws
}

/// A place that holds blobs.
public protocol BlobSource: Sendable {
    /// Streams a blob's bytes once, in their order, and verifies its size and digest while they pass.
    ///
    /// What the body does with the bytes is only to be trusted when this has returned.
    ///
    /// - Throws: ``ImageError``, and whatever the body throws.
    func read(_ blob: Descriptor, _ body: (UnsafeRawBufferPointer) throws -> Void) throws
}

/// An image as its source has it: the small documents whole, the layers by name.
public struct SourcedImage: Hashable, Sendable {
    /// The repository's name without a tag.
    public var imageName: String
    /// The tag that it was found by.
    public var tag: String?
    /// What the source names: an index, or a manifest.
    public var root: Descriptor
    /// The root's bytes.
    public var rootBytes: Data
    /// The index, if the root is one.
    public var index: ImageIndex?
    /// The manifest for the platform.
    public var manifestDescriptor: Descriptor
    /// The manifest's bytes.
    public var manifestBytes: Data
    public var manifest: ImageManifest
    public var configuration: ImageConfiguration
    /// The configuration's bytes; ``ImageManifest/config`` describes them.
    public var configurationBytes: Data
}

/// Opens what references name.
public enum ImageSources {
    /// The source that a reference names.
    ///
    /// - Throws: ``ImageError`` when there is nothing of that kind.
    public static func open(_ reference: ImageReference) throws -> any ImageSource {
        switch reference.transport {
        case .layout: try LayoutSource(reference, files: FolderFiles(root: reference.path))
        case .layoutArchive: try LayoutSource(reference, files: TarFiles(path: reference.path))
        case .dockerArchive: try DockerArchiveSource(reference, files: TarFiles(path: reference.path))
        }
    }
}
