import Foundation
import OCI
import OCIImages

/// The digest of the docker-archive that `skopeo copy … docker-archive:FILE:NAME:TAG` writes of an image, made while
/// the image's layers pass; no byte of the archive is kept.
///
/// Nix's `pullImage` names images by this digest. The archive holds, in this order: the layers as plain tars, each
/// once, the configuration, for each layer three files of docker's format before 1.10, `manifest.json` and
/// `repositories` (containers/image 5.23, docker/internal/tarfile; and what skopeo was seen to write).
///
/// NAME is the image's name and TAG its tag, `latest` where the source has none.
final class DockerArchiveDigest {
    private var tar = TarDigest()
    private var written: Set<Digest> = []

    /// Takes one layer's stream, which `pass` lets pass: a function that reads the layer, gives each part of its tar
    /// stream to the function it gets, and returns the stream's length. It is called again if the guess of that length
    /// was wrong; if the archive already has the layer, what it gives is ignored.
    ///
    /// - Throws: what `pass` throws.
    func add(
        _ diffID: Digest, guess: Int64?,
        _ pass: (_ isFirst: Bool, @escaping (UnsafeRawBufferPointer) -> Void) throws -> Int64
    ) throws {
        guard written.insert(diffID).inserted else {
            _ = try pass(true) { _ in }
            return
        }
        let before = tar
        let name = "\(diffID.hex).tar"
        if let guess { tar.begin(name, size: guess) }
        let size = try pass(true) { [self] in if guess != nil { tar.add($0) } }
        if size != guess {
            tar = before
            tar.begin(name, size: size)
            _ = try pass(false) { [self] in tar.add($0) }
        }
        tar.end()
    }

    /// Adds what follows the layers and returns the digest.
    ///
    /// - Throws: ``ImageError/badDocument(_:reason:)`` for a configuration that is no JSON object.
    func finish(_ image: SourcedImage) throws -> Digest {
        let diffIDs = image.configuration.rootfs.diffIDs
        let configuration = "\(image.manifest.config.digest.hex).json"
        tar.file(configuration, image.configurationBytes)
        let legacy = try LegacyLayer.chain(of: diffIDs, configuration: image.configurationBytes)
        for layer in legacy {
            tar.link("\(layer.id)/layer.tar", to: "../\(layer.diffID.hex).tar")
            tar.file("\(layer.id)/VERSION", Data("1.0".utf8))
            tar.file("\(layer.id)/json", Data(layer.json.utf8))
        }
        let (name, tag) = (Self.normalised(image.imageName), image.tag ?? "latest")
        let files = diffIDs.map { "\"\($0.hex).tar\"" }.joined(separator: ",")
        tar.file(
            "manifest.json",
            Data("[{\"Config\":\"\(configuration)\",\"RepoTags\":[\"\(name):\(tag)\"],\"Layers\":[\(files)]}]".utf8))
        let repositories = legacy.last.map { "{\"\(name)\":{\"\(tag)\":\"\($0.id)\"}}" } ?? "{}"
        tar.file("repositories", Data(repositories.utf8))
        guard let digest = tar.finish() else {
            throw ImageError.badDocument("docker-archive", reason: "it can't be hashed")
        }
        return digest
    }

    /// A name as docker writes it in full: the first part is a registry only if it looks like a host.
    static func normalised(_ name: String) -> String {
        let name = name.lowercased()
        guard let slash = name.firstIndex(of: "/") else { return "docker.io/library/\(name)" }
        let first = name[..<slash]
        let isHost = first.contains(".") || first.contains(":") || first == "localhost"
        guard isHost else { return "docker.io/\(name)" }
        let rest = name[name.index(after: slash)...]
        return first == "docker.io" && !rest.contains("/") ? "docker.io/library/\(rest)" : name
    }
}
