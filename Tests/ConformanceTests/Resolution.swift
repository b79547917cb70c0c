import ConfigurationGraph
import OCI
import Resolution

extension Scenario {
    static let idBase: UInt32 = 1_000_000

    /// Resolved as an automaton that runs an image named `probe` on a host.
    func resolved(on host: Host, script: String) throws -> ResolvedInstance {
        let request = ResolutionRequest(
            instance: instance, automaton: instance, host: host, idBase: Self.idBase, debug: debug)
        return try Resolver.resolve(request, in: try graph(script: script, architecture: host.architecture))
    }

    private func graph(script: String, architecture: String) throws -> Graph {
        let place = SourceLocation(file: "conformance.yaml", line: 1, column: 1)
        let declaration = Declaration(set: "conformance", location: place)
        var configuration = ImageConfiguration(architecture: architecture, rootfs: .init(diffIDs: []))
        configuration.config = image
        configuration.config?.cmd = ["/bin/sh", "-c", script]
        let manifest = ImageManifestNode(
            digest: Self.digest(2), size: 1, mediaType: .imageManifest, config: Self.digest(1), layers: [])
        let artefact = Artefact(
            name: "probe",
            content: .image(
                ImageArtefact(
                    imageName: "probe", imageDigest: manifest.digest, sha256: Self.digest(3), reference: "oci:probe:1",
                    tag: "1", manifest: manifest.digest, platform: configuration.platform, root: manifest.id)))
        var automaton = Automaton(name: instance, artefact: "probe", declaration: declaration)
        automaton.settings = checks.compactMap { check in
            check.declared.map { Setting(parameter: check.parameter, value: $0, location: place) }
        }
        if let volume {
            automaton.volumes = [
                Automaton.VolumeMount(volume: "state", destination: volume, readonly: false, location: place)
            ]
        }
        let nodes: [Node] = [
            .imageConfig(
                ImageConfigNode(digest: Self.digest(1), size: 1, configuration: configuration, user: user)),
            .imageManifest(manifest), .artefact(artefact), .automaton(automaton),
            .volume(Volume(name: "state", settings: [], declaration: declaration)),
        ]
        return try Graph().applying(
            Transaction(author: "test", roles: [.forge, .operator], message: "", puts: nodes)
        ).graph
    }

    /// Made up: nobody looks at the blobs.
    static func digest(_ byte: UInt8) -> Digest { ContentDigest.repeating(byte) }
}
