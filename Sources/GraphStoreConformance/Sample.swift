import ConfigurationGraph
import OCI

/// Nodes to fill stores with; equal arguments make equal nodes.
enum Sample {
    static func digest(_ number: UInt8) -> Digest {
        guard let digest = Digest(algorithm: .sha256, bytes: [UInt8](repeating: number, count: 32)) else {
            preconditionFailure("32 bytes are a SHA-256")
        }
        return digest
    }

    static func layer(_ number: UInt8) -> Node {
        .layer(
            Layer(
                digest: digest(number), size: Int64(number) * 1000, mediaType: .layerGzip, diffID: digest(number),
                history: "layer \(number)"))
    }

    static func config(_ number: UInt8) -> Node {
        let configuration = ImageConfiguration(architecture: "amd64", rootfs: .init(diffIDs: []))
        return .imageConfig(
            ImageConfigNode(digest: digest(number), size: 100, configuration: configuration, user: ImageUser()))
    }

    static func manifest(_ number: UInt8, config: UInt8, layers: [UInt8]) -> Node {
        .imageManifest(
            ImageManifestNode(
                digest: digest(number), size: 10, mediaType: .imageManifest, config: digest(config),
                layers: layers.map(digest)))
    }

    static func artefact(_ name: String, manifest: UInt8) -> Node {
        artefact(name, root: NodeID(.imageManifest, digest(manifest).description))
    }

    static func artefact(_ name: String, root: NodeID) -> Node {
        .artefact(
            Artefact(
                name: name,
                content: .image(
                    ImageArtefact(
                        imageName: name, imageDigest: digest(0), sha256: digest(0), reference: "oci:\(name)", tag: nil,
                        manifest: digest(0), platform: Platform(architecture: "amd64"), root: root))))
    }

    static func volume(_ name: String, _ value: Int64 = 0) -> Node {
        let setting = Setting(parameter: "volume.size", value: .integer(value), location: location)
        return .volume(Volume(name: name, settings: [setting], declaration: declaration))
    }

    static func automaton(
        _ name: String, artefact: String, volumes: [String] = [], dependencies: [String] = []
    ) -> Node {
        .automaton(
            Automaton(
                name: name, artefact: artefact,
                volumes: volumes.map { .init(volume: $0, destination: "/\($0)", location: location) },
                dependencies: dependencies.map { .init(automaton: $0, location: location) },
                declaration: declaration))
    }

    static func configuration(_ name: String, configures: [NodeID]) -> Node {
        .configuration(Configuration(name: name, configures: configures, settings: [], declaration: declaration))
    }

    /// An image of one layer, its artefact, and an automaton that runs it and mounts a volume.
    static let service = [
        layer(1), config(2), manifest(3, config: 2, layers: [1]), artefact("web", manifest: 3), volume("state"),
        automaton("shop", artefact: "web", volumes: ["state"]),
    ]

    /// A transaction of somebody who may write everything.
    static func transaction(
        _ message: String = "sample", _ puts: [Node] = [], deletes: Set<NodeID> = [],
        if preconditions: [Transaction.Precondition] = [], roles: Set<Role> = Set(Role.allCases)
    ) -> Transaction {
        Transaction(
            author: "conformance", roles: roles, message: message, preconditions: preconditions, puts: puts,
            deletes: deletes)
    }

    private static let location = SourceLocation(file: "sample.yaml", line: 1, column: 1)
    private static let declaration = Declaration(set: "sample.yaml", location: location)
}
