import ConfigurationGraph
import OCI

/// A graph of a given size that looks like one that was lived in: images that share layers, services that run them,
/// and what came of the services.
///
/// Of a hundred nodes 60 are images (artefact, manifest, config), 10 layers, 18 declarations and 18 instances with
/// their configurations and statuses, but for what rounds. Four layers lie under every image, which is the worst case
/// for a closure that says what it shares; 17 more are shared with neighbours. Nodes have five edges each.
struct SyntheticGraph {
    let images: Int
    let layers: Int
    let services: Int

    /// - Parameter nodes: how many there are to be, about.
    init(nodes: Int) {
        images = max(1, nodes / 5)
        layers = max(Self.layersPerImage, nodes / 10)
        services = max(1, nodes / 20)
    }

    private static let layersPerImage = 21
    private static let layersOfAll = 4
    private static let hostName = "bench"

    /// All nodes, each after those that it refers to.
    var nodes: some Sequence<Node> {
        let layers = (0..<layers).lazy.map(layer)
        let images = (0..<images).lazy.flatMap { [config($0), manifest($0), artefact($0)] }
        let services = (0..<services).lazy.flatMap(service)
        return [AnySequence(layers), AnySequence(images), AnySequence([host]), AnySequence(services)].joined()
    }

    private func layer(_ number: Int) -> Node {
        .layer(
            Layer(
                digest: digest(1, number), size: 1_000_000 + Int64(number), mediaType: .layerGzip,
                diffID: digest(2, number), history: "RUN /bin/sh -c step \(number) of a build that took a while"))
    }

    private func config(_ number: Int) -> Node {
        let configuration = ImageConfiguration(
            architecture: "amd64", rootfs: .init(diffIDs: layersOfImage(number).map { digest(2, $0) }))
        return .imageConfig(
            ImageConfigNode(digest: digest(3, number), size: 2_000, configuration: configuration, user: ImageUser()))
    }

    private func manifest(_ number: Int) -> Node {
        .imageManifest(
            ImageManifestNode(
                digest: digest(4, number), size: 4_000, mediaType: .imageManifest, config: digest(3, number),
                layers: layersOfImage(number).map { digest(1, $0) }))
    }

    private func artefact(_ number: Int) -> Node {
        let manifest = digest(4, number)
        return .artefact(
            Artefact(
                name: "image-\(number)",
                content: .image(
                    ImageArtefact(
                        imageName: "registry.example/team/image-\(number)", imageDigest: manifest,
                        sha256: digest(5, number), reference: "oci:images/image-\(number)", tag: "1.0",
                        manifest: manifest, platform: Platform(architecture: "amd64"),
                        root: NodeID(.imageManifest, manifest.description)))))
    }

    private var host: Node {
        .host(
            Host(
                name: Self.hostName, architecture: "amd64", kernelVersion: "6.1", cpus: 2, memory: 8 << 30,
                features: .init(
                    runtime: "crun", runtimeVersion: "1.8.1", cgroups: "v2", apparmor: false, selinux: false,
                    idmappedLayers: true, network: true, maximumOpenFiles: 1 << 20),
                cgroupParent: "/bench", idRangeStart: 0x0400_0000, idRangeSize: 1024 * 65_536))
    }

    private func layersOfImage(_ number: Int) -> [Int] {
        let own = layers - Self.layersOfAll
        let first = number * own / images
        let others = Self.layersPerImage - Self.layersOfAll
        return Array(0..<Self.layersOfAll) + (0..<others).map { Self.layersOfAll + (first + $0) % own }
    }

    private func digest(_ series: UInt8, _ number: Int) -> Digest {
        // The number is spread over the whole digest, so that digests are in no order, as real ones.
        var state = UInt64(series) << 56 | UInt64(number)
        let bytes = (0..<4).flatMap { _ in
            state = (state ^ (state >> 31)) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(series)
            return (0..<8).map { UInt8(truncatingIfNeeded: state >> (8 * $0)) }
        }
        guard let digest = Digest(algorithm: .sha256, bytes: bytes) else { preconditionFailure("32 bytes") }
        return digest
    }
}

extension SyntheticGraph {
    /// An automaton with its volume and configuration, and its one instance.
    private func service(_ number: Int) -> [Node] {
        let location = SourceLocation(file: "service-\(number).yaml", line: 1, column: 1)
        let declaration = Declaration(set: location.file, location: location)
        func setting(_ parameter: String, _ value: JSONValue) -> Setting {
            Setting(parameter: parameter, value: value, location: location)
        }
        let spec = digest(6, number)
        let name = "service-\(number)"
        return [
            .volume(Volume(name: name, settings: [setting("volume.size", 1)], declaration: declaration)),
            .configuration(
                Configuration(
                    name: name, configures: [NodeID(.artefact, "image-\(number)")],
                    settings: [setting("process.env", ["LOG=warn"])], declaration: declaration)),
            .automaton(
                Automaton(
                    name: name, artefact: "image-\(number)", configurations: [name],
                    volumes: [.init(volume: name, destination: "/data", location: location)],
                    dependencies: number == 0 ? [] : [.init(automaton: "service-\(number / 2)", location: location)],
                    settings: [setting("process.args", ["/bin/serve"])], declaration: declaration)),
            .runtimeSpec(RuntimeSpecNode(digest: spec, spec: ["ociVersion": "1.0.2"], parameters: [:], provenance: [])),
            .instance(
                Instance(
                    name: "\(name)-1", automaton: name, host: Self.hostName, spec: spec.description,
                    idBase: 0x0400_0000, desired: .stopped)),
            .instanceStatus(InstanceStatus(instance: "\(name)-1", state: .stopped)),
        ]
    }
}
