public import Foundation
public import OCI
public import OCIImages

/// Makes image layouts, wrong ones too.
public struct LayoutBuilder: Sendable {
    /// A layer's blob, and the tar stream that it holds.
    public struct Layer: Sendable {
        public var blob: [UInt8]
        public var tar: [UInt8]
        public var mediaType: MediaType

        public init(_ tar: [UInt8], blob: [UInt8]? = nil, mediaType: MediaType = .layerTar) {
            self.tar = tar
            self.blob = blob ?? tar
            self.mediaType = mediaType
        }
    }

    public let path: String

    /// Begins an empty layout in a folder that isn't there yet.
    public init(path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path + "/blobs/sha256", withIntermediateDirectories: true)
        try write("oci-layout", Data(#"{"imageLayoutVersion":"1.0.0"}"#.utf8))
        try write("index.json", try CanonicalJSON.encode(ImageIndex(manifests: [])))
    }

    /// Adds an image under a tag and returns its manifest's descriptor.
    @discardableResult
    public func add(
        tag: String, layers: [Layer], architecture: String = Platform.host.architecture, wrap: Bool = false,
        _ change: (inout ImageConfiguration) -> Void = { _ in }
    ) throws -> Descriptor {
        var configuration = ImageConfiguration(
            architecture: architecture, rootfs: .init(diffIDs: try layers.map { try Self.digest($0.tar) }))
        change(&configuration)
        let manifest = ImageManifest(
            config: try add(CanonicalJSON.encode(configuration), .imageConfiguration),
            layers: try layers.map { try add(Data($0.blob), $0.mediaType) })
        var descriptor = try add(CanonicalJSON.encode(manifest), .imageManifest)
        if wrap {
            var entry = descriptor
            entry.platform = configuration.platform
            descriptor = try add(CanonicalJSON.encode(ImageIndex(manifests: [entry])), .imageIndex)
        }
        try list(descriptor, tag: tag)
        return descriptor
    }

    /// Lists other images than it does.
    public func replaceIndex(_ manifests: [Descriptor]) throws {
        try write("index.json", try CanonicalJSON.encode(ImageIndex(manifests: manifests)))
    }

    /// Where a blob is.
    public func path(of digest: Digest) -> String { "\(path)/blobs/\(digest.algorithm.rawValue)/\(digest.hex)" }

    private func add(_ bytes: Data, _ mediaType: MediaType) throws -> Descriptor {
        let digest = try Self.digest(bytes)
        try write("blobs/sha256/\(digest.hex)", bytes)
        return Descriptor(mediaType: mediaType, digest: digest, size: Int64(bytes.count))
    }

    private func list(_ descriptor: Descriptor, tag: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: path + "/index.json"))
        var index = try CanonicalJSON.decode(ImageIndex.self, from: data)
        var entry = descriptor
        entry.annotations = ["org.opencontainers.image.ref.name": tag]
        index.manifests.append(entry)
        try write("index.json", try CanonicalJSON.encode(index))
    }

    private func write(_ name: String, _ bytes: Data) throws {
        try bytes.write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    /// The SHA-256 of bytes.
    public static func digest(_ bytes: some ContiguousBytes) throws -> Digest {
        guard let digest = ContentHasher.digest(of: bytes) else { throw CocoaError(.coderInvalidValue) }
        return digest
    }
}
