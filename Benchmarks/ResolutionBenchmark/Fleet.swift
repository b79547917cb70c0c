import ConfigurationGraph
import OCI
import Resolution

/// A graph of automatons with configurations of three kinds: each automaton's own in order, and those that configure it
/// and its artefact.
struct Fleet {
    let graph: Graph
    let automatons: Int
    let configurations: Int
    let requests: [ResolutionRequest]

    init(instances: Int, automatons: Int, configurations: Int) throws {
        self.automatons = automatons
        self.configurations = configurations
        let digests = try (0..<3).map { try Digest.sample($0) }
        let place = SourceLocation(file: "fleet.yaml", line: 1, column: 1)
        let declaration = Declaration(set: "fleet", location: place)
        var configuration = ImageConfiguration(architecture: "amd64", rootfs: .init(diffIDs: []))
        var execution = ImageConfiguration.Execution()
        execution.entrypoint = ["/bin/server"]
        execution.cmd = ["--port", "8080"]
        execution.env = ["PATH=/usr/bin:/bin", "LANG=C.UTF-8"]
        execution.exposedPorts = ["8080/tcp": [:]]
        configuration.config = execution
        let manifest = ImageManifestNode(
            digest: digests[1], size: 1, mediaType: .imageManifest, config: digests[0], layers: [])
        let artefact = Artefact(
            name: "server",
            content: .image(
                ImageArtefact(
                    imageName: "server", imageDigest: manifest.digest, sha256: digests[2], reference: "oci:server:1",
                    tag: "1", manifest: manifest.digest, platform: configuration.platform, root: manifest.id)))
        var nodes: [Node] = [
            .imageConfig(
                ImageConfigNode(digest: digests[0], size: 1, configuration: configuration, user: ImageUser())),
            .imageManifest(manifest), .artefact(artefact),
        ]
        for index in 0..<configurations {
            let setting = { (path: String, value: JSONValue) in
                Setting(parameter: path, value: value, location: place)
            }
            nodes.append(
                .configuration(
                    Configuration(
                        name: "c\(index)",
                        configures: index % 2 == 0 ? [NodeID(.automaton, "a\(index % automatons)")] : [],
                        settings: [
                            setting("orchestrator.resources.memory.limit", "256MiB"),
                            setting("process.env", [.string("V\(index)=\(index)"), "LANG=C.UTF-8"]),
                        ], declaration: declaration)))
        }
        for index in 0..<automatons {
            let own = stride(from: index, to: configurations, by: automatons).filter { $0 % 2 == 1 }
            nodes.append(
                .automaton(
                    Automaton(
                        name: "a\(index)", artefact: "server", configurations: own.map { "c\($0)" },
                        settings: [
                            Setting(parameter: "process.env", value: [.string("NAME=a\(index)")], location: place)
                        ], declaration: declaration)))
        }
        graph = try Graph().applying(
            Transaction(author: "bench", roles: Set(Role.allCases), message: "fleet", puts: nodes)
        ).graph
        requests = (0..<instances).map { index in
            ResolutionRequest(
                instance: "a\(index % automatons)-\(index / automatons + 1)", automaton: "a\(index % automatons)",
                host: .sample(index % 10), idBase: UInt32(index % 16_000) * 65_536 + 1_000_000, debug: false)
        }
    }

    /// The instances that a configuration concerns: those of the automatons that follow it or that it configures.
    func concerned(by configuration: String) throws -> [ResolutionRequest] {
        let id = NodeID(.configuration, configuration)
        let followers = graph.edges(to: id).filter { $0.label == .follows }.map(\.from.name)
        let configured = graph.edges(from: id).filter { $0.label == .configures }.map(\.to.name)
        let names = Set(followers + configured)
        return requests.filter { names.contains($0.automaton) }
    }
}

extension Host {
    /// One of several hosts that are alike.
    static func sample(_ index: Int) -> Host {
        Host(
            name: "node-\(index)", architecture: "amd64", kernelVersion: "6.1.0", cpus: 64, memory: 1 << 38,
            features: Features(
                runtime: "crun", runtimeVersion: "1.14.2", cgroups: "v2", apparmor: false, selinux: false,
                idmappedLayers: true, network: true, maximumOpenFiles: 1_048_576),
            cgroupParent: "/emergence-bench", idRangeStart: 1_000_000, idRangeSize: 1 << 30)
    }
}

extension Digest {
    /// Thrown where there is no such digest, which can't be.
    private struct NoDigest: Error {}

    /// A digest of the same byte all over.
    static func sample(_ byte: Int) throws -> Digest {
        guard let digest = Digest(algorithm: .sha256, bytes: [UInt8](repeating: UInt8(byte), count: 32)) else {
            throw NoDigest()
        }
        return digest
    }
}
