import Foundation
import OCI
import OCIImages

/// The docker-archive that `skopeo copy … docker-archive:FILE:NAME:TAG` writes of an image, as far as its digest needs:
/// no byte of it is kept.
///
/// Nix's `pullImage` names images by this digest. The archive holds, in this order: the layers as plain tars, the
/// configuration, for each layer three files of docker's format before 1.10, `manifest.json` and `repositories`
/// (containers/image, docker/internal/tarfile/writer.go, version 5.23, found by reading what skopeo wrote).
struct DockerArchive {
    let image: SourcedImage
    let layers: LayerSurvey

    /// The archive's SHA-256.
    ///
    /// - Throws: ``LayerError`` when a layer can't be read.
    func digest(of content: ContentStore, limits: LayerLimits) throws -> Digest {
        var tar = TarDigest()
        var written: Set<Digest> = []
        for pair in layers.pairs where written.insert(pair.diffID).inserted {
            tar.begin("\(pair.diffID.hex).tar", size: layers.sizes[pair.diffID] ?? 0)
            try LayerContent(
                path: content.path(of: pair.blob), layer: pair.blob, diffID: pair.diffID, limits: limits
            ).stream { tar.add($0) }
            tar.end()
        }
        let configuration = "\(image.manifest.config.digest.hex).json"
        tar.file(configuration, image.configurationBytes)
        let legacy = try LegacyLayer.chain(of: layers.pairs.map(\.diffID), configuration: image.configurationBytes)
        var seen: Set<String> = []
        for layer in legacy where seen.insert(layer.id).inserted {
            tar.link("\(layer.id)/layer.tar", to: "../\(layer.diffID.hex).tar")
            tar.file("\(layer.id)/VERSION", Data("1.0".utf8))
            tar.file("\(layer.id)/json", Data(layer.json.utf8))
        }
        let (name, tag) = (Self.normalised(image.imageName), image.tag ?? "latest")
        let files = layers.pairs.map { "\"\($0.diffID.hex).tar\"" }.joined(separator: ",")
        tar.file(
            "manifest.json",
            Data("[{\"Config\":\"\(configuration)\",\"RepoTags\":[\"\(name):\(tag)\"],\"Layers\":[\(files)]}]".utf8))
        if let last = legacy.last {
            tar.file("repositories", Data("{\"\(name)\":{\"\(tag)\":\"\(last.id)\"}}".utf8))
        }
        guard let digest = tar.finish() else {
            throw ForgeError.unexpected("sha256", declared: "any", found: "none")
        }
        return digest
    }

    /// A name as docker writes it in full: the first part is a registry only if it looks like a host.
    static func normalised(_ name: String) -> String {
        let name = name.lowercased()
        guard let slash = name.firstIndex(of: "/") else { return "docker.io/library/\(name)" }
        let first = name[..<slash]
        return first.contains(".") || first.contains(":") || first == "localhost" ? name : "docker.io/\(name)"
    }
}
