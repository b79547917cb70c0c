import ConfigurationGraph
import OCI
import Resolution

extension Scenario {
    static let idBase: UInt32 = 1_000_000

    /// Resolved as an automaton that runs an image named `probe` on a host.
    ///
    /// - Parameters:
    ///   - folder: the host's folder that declared values mean by ``Laboratory/folder``.
    ///   - refusals: gets why the host can't do what some of the checks declare; it is resolved without them.
    func resolved(
        on host: Host, folder: String, refusals: inout [Int: String]
    ) throws -> ResolvedInstance {
        let request = ResolutionRequest(
            instance: instance, automaton: instance, host: host, idBase: Self.idBase, debug: debug)
        while true {
            let refused = Set(refusals.keys)
            do {
                let script = try Probe.script(for: checks, without: refused)
                let declared = checks.enumerated().filter { !refused.contains($0.offset) }.map(\.element)
                return try Resolver.resolve(
                    request, in: try graph(declared, folder, script: script, architecture: host.architecture))
            } catch let failure as ResolutionFailure {
                let before = refusals.count
                for (number, check) in checks.enumerated() where check.mayBeRefused && !refused.contains(number) {
                    let problem = failure.problems.first {
                        $0.parameter == check.parameter || $0.parameter.hasPrefix(check.parameter + ".")
                    }
                    refusals[number] = problem?.message
                }
                if refusals.count == before { throw failure }
            }
        }
    }

    private func graph(
        _ declared: [Check], _ folder: String, script: String, architecture: String
    ) throws -> Graph {
        let place = SourceLocation(file: "conformance.yaml", line: 1, column: 1)
        let declaration = Declaration(set: "conformance", location: place)
        var configuration = ImageConfiguration(architecture: architecture, rootfs: .init(diffIDs: []))
        configuration.author = Self.author
        configuration.created = Self.created
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
        let settings = declared.compactMap { check in
            check.declared.map { value in
                Setting(
                    parameter: check.parameter, value: value.replacing(Laboratory.folder, with: folder),
                    location: place)
            }
        }
        automaton.settings = settings.filter { !$0.parameter.hasPrefix("volume.") }
        if let volume {
            automaton.volumes = [
                Automaton.VolumeMount(volume: "state", destination: volume, readonly: false, location: place)
            ]
        }
        let nodes: [Node] = [
            .imageConfig(
                ImageConfigNode(digest: Self.digest(1), size: 1, configuration: configuration, user: user)),
            .imageManifest(manifest), .artefact(artefact), .automaton(automaton),
            .volume(
                Volume(
                    name: "state", settings: settings.filter { $0.parameter.hasPrefix("volume.") },
                    declaration: declaration)),
        ]
        return try Graph().applying(
            Transaction(author: "test", roles: [.forge, .operator], message: "", puts: nodes)
        ).graph
    }

    /// Made up: nobody looks at the blobs.
    static func digest(_ byte: UInt8) -> Digest { ContentDigest.repeating(byte) }
}
