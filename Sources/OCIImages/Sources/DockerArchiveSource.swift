import Foundation
import OCI

/// What `docker save` writes: a tar with `manifest.json`, configurations, and layers that aren't compressed.
///
/// It has no OCI manifest, so one is made of what is there: the configuration as it is, and each layer as a plain tar
/// whose digest is its diff id. The same archive always gives the same manifest.
struct DockerArchiveSource: ImageSource {
    let reference: ImageReference
    let files: any NamedFiles
    private let entry: Entry
    private let blobNames: [Digest: String]
    private let image: SourcedImage

    /// One image of `manifest.json`.
    private struct Entry: Decodable {
        var Config: String
        var RepoTags: [String]?
        var Layers: [String]
    }

    init(_ reference: ImageReference, files: any NamedFiles) throws {
        self.reference = reference
        self.files = files
        guard let list = try files.document("manifest.json") else {
            throw ImageError.notALayout(path: files.place, reason: "it is no docker-archive: manifest.json is missing")
        }
        let entries = try Documents.decode([Entry].self, "manifest.json", list)
        entry = try Self.choose(among: entries, reference, files.place)
        (image, blobNames) = try Self.image(of: entry, reference, files)
    }

    func image(for platform: Platform) throws -> SourcedImage {
        let offered = image.configuration.platform
        guard offered.runs(on: platform) else {
            throw ImageError.noPlatform(platform, available: [offered.description])
        }
        return image
    }

    func look(for blob: Descriptor) throws {
        // Its length in the archive is what the descriptor was made of.
        guard blobNames[blob.digest] != nil else { throw ImageError.missingBlob(blob.digest) }
    }

    func read(_ blob: Descriptor, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard let name = blobNames[blob.digest], try files.read(blob, named: name, body) else {
            throw ImageError.missingBlob(blob.digest)
        }
    }

    private static func choose(among entries: [Entry], _ reference: ImageReference, _ place: String) throws -> Entry {
        let names = entries.flatMap { $0.RepoTags ?? [] }
        guard let wanted = reference.image else {
            guard entries.count == 1, let only = entries.first else {
                throw ImageError.ambiguous(path: place, available: names)
            }
            return only
        }
        let spellings = [wanted, wanted + ":latest"]
        guard let found = entries.first(where: { !Set($0.RepoTags ?? []).isDisjoint(with: spellings) }) else {
            throw ImageError.noSuchImage(wanted, path: place, available: names)
        }
        return found
    }

    private static func image(
        of entry: Entry, _ reference: ImageReference, _ files: any NamedFiles
    ) throws -> (SourcedImage, [Digest: String]) {
        guard let configurationBytes = try files.document(entry.Config) else {
            throw ImageError.badDocument("manifest.json", reason: "its configuration \(entry.Config) is missing")
        }
        let configuration = try Documents.decode(ImageConfiguration.self, entry.Config, configurationBytes)
        let diffIDs = configuration.rootfs.diffIDs
        guard diffIDs.count == entry.Layers.count else {
            throw ImageError.badDocument(
                "manifest.json", reason: "it names \(entry.Layers.count) layers for \(diffIDs.count) diff_ids")
        }
        let layers = try zip(diffIDs, entry.Layers).map { diffID, name in
            Descriptor(mediaType: .layerTar, digest: diffID, size: try size(of: name, in: files))
        }
        let manifest = ImageManifest(
            config: try descriptor(of: configurationBytes, .imageConfiguration), layers: layers)
        let bytes = try CanonicalJSON.encode(manifest)
        let descriptor = try descriptor(of: bytes, .imageManifest)
        let name = reference.image ?? entry.RepoTags?.first
        let split = name.flatMap(ImageReference.split)
        let image = SourcedImage(
            imageName: split?.name ?? name ?? reference.imageName, tag: split?.tag, root: descriptor,
            rootBytes: bytes, index: nil, manifestDescriptor: descriptor, manifestBytes: bytes, manifest: manifest,
            configuration: configuration, configurationBytes: configurationBytes)
        return (image, Dictionary(zip(diffIDs, entry.Layers), uniquingKeysWith: { first, _ in first }))
    }

    private static func descriptor(of bytes: Data, _ mediaType: MediaType) throws -> Descriptor {
        guard let digest = ContentHasher.digest(of: bytes) else {
            throw ImageError.badDocument(mediaType.rawValue, reason: "it can't be hashed")
        }
        return Descriptor(mediaType: mediaType, digest: digest, size: Int64(bytes.count))
    }

    private static func size(of name: String, in files: any NamedFiles) throws -> Int64 {
        guard let size = try files.size(of: name) else {
            throw ImageError.badDocument("manifest.json", reason: "its layer \(name) is missing")
        }
        return size
    }
}
