public import ConfigurationGraph
import Foundation
public import GraphStore
public import OCI
public import OCIImages

/// Takes what was built into the content store and the graph.
public struct Forge: Sendable {
    let content: ContentStore
    let store: any GraphStore
    let limits: LayerLimits

    /// Forge on a state directory and a graph.
    public init(state: String, store: any GraphStore, limits: LayerLimits = .default) {
        content = ContentStore(state: state)
        self.store = store
        self.limits = limits
    }

    /// Takes an image: copies and verifies its blobs, works out what it is called everywhere, and writes its nodes in
    /// one transaction. An image that is there already changes nothing.
    ///
    /// - Parameters:
    ///   - name: the artefact's name; nil for one made of the reference.
    ///   - expecting: what a declaration says that the image is.
    ///   - unpack: whether to make the layers' snapshots at once.
    /// - Throws: ``ImageError``, ``LayerError``, ``ForgeError``, ``FileError``; the graph is as it was then.
    public func image(
        _ reference: ImageReference, name: String? = nil, expecting: ExpectedImage = ExpectedImage(),
        unpack: Bool = false, author: String, progress: @escaping @Sendable (ForgeEvent) -> Void = { _ in }
    ) async throws -> ForgedArtefact {
        let source = try ImageSources.open(reference)
        let image = try source.image(for: .host)
        try expecting.check(image)
        let copied = try copy(image, from: source, progress: progress)
        let layers = try LayerSurvey(image: image, content: content, limits: limits)
        let sha256 = try DockerArchive(image: image, layers: layers).digest(of: content, limits: limits)
        try expecting.check(sha256: sha256)
        let nodes = try ImageNodes(
            image: image, reference: reference, name: name ?? reference.suggestedName, sha256: sha256,
            user: UserLookup(image: image, content: content, limits: limits).user())
        let commit = try await store.commit(
            Transaction(
                author: author, roles: [.forge], message: "forge \(reference)", puts: nodes.all))
        let snapshots = Snapshots(content: content, limits: limits)
        if unpack { try await snapshots.make(layers.pairs, progress: progress) }
        return ForgedArtefact(
            artefact: nodes.artefact, revision: commit.revision, layers: image.manifest.layers.count,
            bytesCopied: copied, alreadyThere: commit.changes.isEmpty)
    }

    /// Makes the snapshots that an artefact's layers lack.
    ///
    /// - Throws: ``LayerError``, ``FileError``; ``ForgeError/noImage(_:)`` for what is no image.
    public func unpack(artefact: String, progress: @escaping @Sendable (ForgeEvent) -> Void = { _ in }) async throws {
        let layers = try await store.read { view in
            guard case .image(let image) = try view.value(Artefact.self, named: artefact)?.content,
                let manifest = try view.value(ImageManifestNode.self, named: image.manifest.description)
            else { throw ForgeError.noImage(artefact) }
            return try manifest.layers.compactMap { try view.value(Layer.self, named: $0.description) }
                .map { LayerSurvey.Pair(blob: $0.digest, diffID: $0.diffID) }
        }
        try await Snapshots(content: content, limits: limits).make(layers, progress: progress)
    }

    private func copy(
        _ image: SourcedImage, from source: any ImageSource, progress: @Sendable (ForgeEvent) -> Void
    ) throws -> Int64 {
        try content.add(image.rootBytes, digest: image.root.digest)
        try content.add(image.manifestBytes, digest: image.manifestDescriptor.digest)
        try content.add(image.configurationBytes, digest: image.manifest.config.digest)
        return try image.manifest.layers.reduce(into: 0) { copied, layer in
            copied += try content.add(layer, from: source) { done in
                progress(ForgeEvent(step: "layer \(layer.digest.short)", done: done, total: layer.size))
            }
        }
    }
}

/// What a declaration says that an image is.
public struct ExpectedImage: Hashable, Sendable {
    public var imageName: String?
    public var imageDigest: Digest?
    public var sha256: Digest?

    public init(imageName: String? = nil, imageDigest: Digest? = nil, sha256: Digest? = nil) {
        self.imageName = imageName
        self.imageDigest = imageDigest
        self.sha256 = sha256
    }

    func check(_ image: SourcedImage) throws {
        if let imageName, imageName != image.imageName {
            throw ForgeError.unexpected("imageName", declared: imageName, found: image.imageName)
        }
        if let imageDigest, imageDigest != image.root.digest {
            throw ForgeError.unexpected("imageDigest", declared: "\(imageDigest)", found: "\(image.root.digest)")
        }
    }

    func check(sha256 found: Digest) throws {
        if let sha256, sha256 != found {
            throw ForgeError.unexpected("sha256", declared: "\(sha256)", found: "\(found)")
        }
    }
}

/// What was forged.
public struct ForgedArtefact: Hashable, Sendable {
    public var artefact: Artefact
    /// The revision in which it is.
    public var revision: Revision
    public var layers: Int
    /// How many bytes of layers weren't there before.
    public var bytesCopied: Int64
    /// Whether the graph had it already.
    public var alreadyThere: Bool
}

/// How far long work is.
public struct ForgeEvent: Hashable, Sendable {
    /// What is worked on.
    public var step: String
    /// Bytes done, of `total`.
    public var done: Int64
    public var total: Int64
}

/// Why an artefact isn't forged, apart from what is wrong with its image.
public enum ForgeError: Error, Hashable, Sendable {
    /// The image isn't what its declaration says.
    case unexpected(String, declared: String, found: String)
    /// The image's User can't be found in its own files.
    case unknownUser(String, file: String)
    /// The artefact is no image, or isn't there.
    case noImage(String)
}

extension ForgeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unexpected(let what, let declared, let found): "its \(what) is \(found), and \(declared) is declared"
        case .unknownUser(let name, let file): "the image's User '\(name)' isn't in its \(file)"
        case .noImage(let name): "there is no image artefact '\(name)'"
        }
    }
}
