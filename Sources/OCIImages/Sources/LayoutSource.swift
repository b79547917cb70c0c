import Foundation
import OCI

/// An image layout, in a folder or in a tar archive (image-spec, image-layout.md).
struct LayoutSource: ImageSource {
    let reference: ImageReference
    let files: any NamedFiles
    private let entries: [Descriptor]

    init(_ reference: ImageReference, files: any NamedFiles) throws {
        self.reference = reference
        self.files = files
        guard let marker = try files.document("oci-layout") else {
            throw ImageError.notALayout(path: files.place, reason: "the file oci-layout is missing")
        }
        guard let layout = try? CanonicalJSON.decode(ImageLayout.self, from: marker) else {
            throw ImageError.notALayout(path: files.place, reason: "oci-layout names no imageLayoutVersion")
        }
        guard layout.imageLayoutVersion == ImageLayout.version else {
            throw ImageError.unknownLayoutVersion(path: files.place, version: layout.imageLayoutVersion)
        }
        guard let index = try files.document("index.json") else {
            throw ImageError.notALayout(path: files.place, reason: "the file index.json is missing")
        }
        entries = try Documents.decode(ImageIndex.self, "index.json", index).manifests
    }

    func image(for platform: Platform) throws -> SourcedImage {
        let choice = PlatformChoice(platform: platform) { try entries(of: $0, try document($0)) }
        let root = try root(choice)
        let rootBytes = try document(root)
        guard root.mediaType.isIndex else {
            return try image(
                root: root, rootBytes: rootBytes, index: nil, manifest: root, manifestBytes: rootBytes, platform)
        }
        let index = try Documents.decode(ImageIndex.self, "index \(root.digest)", rootBytes)
        let chosen = try choice.manifest(among: index.manifests)
        return try image(
            root: root, rootBytes: rootBytes, index: index, manifest: chosen, manifestBytes: try document(chosen),
            platform)
    }

    func look(for blob: Descriptor) throws {
        guard let size = try files.size(of: path(of: blob)) else { throw absence(of: blob) }
        guard size == blob.size else {
            throw ImageError.wrongSize(blob.digest, expected: blob.size, found: size)
        }
    }

    func read(_ blob: Descriptor, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard try files.read(blob, named: path(of: blob), body) else { throw absence(of: blob) }
    }

    private func path(of blob: Descriptor) -> String {
        "blobs/\(blob.digest.algorithm.rawValue)/\(blob.digest.hex)"
    }

    private func absence(of blob: Descriptor) -> ImageError {
        guard let urls = blob.urls, !urls.isEmpty else { return .missingBlob(blob.digest) }
        return .foreignBlob(blob.digest, urls: urls)
    }

    private func entries(of index: Descriptor, _ bytes: Data) throws -> [Descriptor] {
        try Documents.decode(ImageIndex.self, "index \(index.digest)", bytes).manifests
    }

    /// The entry of `index.json` that the reference means. Entries without a name that differ by platform alone are
    /// one image.
    private func root(_ choice: PlatformChoice) throws -> Descriptor {
        let names = entries.compactMap(\.referenceName)
        guard let wanted = reference.image else {
            if entries.count == 1 { return entries[0] }
            if names.isEmpty, !entries.isEmpty { return try choice.manifest(among: entries) }
            throw ImageError.ambiguous(path: files.place, available: names)
        }
        let matching = entries.filter { $0.referenceName == wanted }
        guard let first = matching.first else {
            throw ImageError.noSuchImage(wanted, path: files.place, available: names)
        }
        return matching.count == 1 ? first : try choice.manifest(among: matching)
    }

    private func image(
        root: Descriptor, rootBytes: Data, index: ImageIndex?, manifest: Descriptor, manifestBytes: Data,
        _ platform: Platform
    ) throws -> SourcedImage {
        let decoded = try Documents.decode(ImageManifest.self, "manifest \(manifest.digest)", manifestBytes)
        let configurationBytes = try document(decoded.config)
        let configuration = try Documents.decode(
            ImageConfiguration.self, "image config \(decoded.config.digest)", configurationBytes)
        try Documents.check(decoded, against: configuration, for: platform)
        return SourcedImage(
            imageName: reference.imageName, tag: reference.tag, root: root, rootBytes: rootBytes, index: index,
            manifestDescriptor: manifest, manifestBytes: manifestBytes, manifest: decoded,
            configuration: configuration, configurationBytes: configurationBytes)
    }

    private func document(_ descriptor: Descriptor) throws -> Data {
        guard descriptor.size <= Int64(documentLimit) else {
            throw ImageError.badDocument("\(descriptor.digest)", reason: "it is longer than \(documentLimit) bytes")
        }
        var bytes = Data()
        try read(descriptor) { bytes.append(contentsOf: $0) }
        return bytes
    }
}
