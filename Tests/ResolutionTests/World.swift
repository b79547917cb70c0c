import ConfigurationGraph
import OCI
import Testing

@testable import Resolution

/// A graph around one automaton, `shop`, that runs the artefact `web`.
struct World {
    var image = ImageConfiguration.Execution()
    var user = ImageUser()
    var configurations: [Configuration] = []
    var volumes: [Volume] = []
    var secrets: [Secret] = []
    var shop = Automaton(
        name: "shop", artefact: "web", declaration: Declaration(set: "test", location: line(1, of: "shop.yaml")))
    var host = Host.fixture
    var debug = false

    init(args: [String] = ["/bin/httpd"]) {
        image.cmd = args
    }

    /// The instance `shop-1`.
    func resolve() throws -> ResolvedInstance {
        try Resolver.resolve(
            ResolutionRequest(instance: "shop-1", automaton: "shop", host: host, idBase: 1_000_000, debug: debug),
            in: try graph)
    }

    /// Everything that is wrong.
    func problems() throws -> [ResolutionProblem] {
        do {
            _ = try resolve()
            return []
        } catch let failure as ResolutionFailure {
            return failure.problems
        }
    }

    var graph: Graph {
        get throws {
            let config = try digest(1)
            let manifest = ImageManifestNode(
                digest: try digest(2), size: 1, mediaType: .imageManifest, config: config, layers: [])
            var configuration = ImageConfiguration(architecture: "amd64", rootfs: .init(diffIDs: []))
            configuration.config = image
            let artefact = Artefact(
                name: "web",
                content: .image(
                    ImageArtefact(
                        imageName: "web", imageDigest: manifest.digest, sha256: try digest(3), reference: "oci:web:1.0",
                        tag: "1.0", manifest: manifest.digest, platform: configuration.platform, root: manifest.id)))
            let other = Automaton(name: "stock", artefact: "web", declaration: shop.declaration)
            let nodes: [Node] = [
                .imageConfig(ImageConfigNode(digest: config, size: 1, configuration: configuration, user: user)),
                .imageManifest(manifest), .artefact(artefact), .automaton(shop), .automaton(other),
            ]
            return try Graph().applying(
                Transaction(
                    author: "test", roles: [.forge, .operator], message: "",
                    puts: nodes + volumes.map { .volume($0) } + configurations.map { .configuration($0) }
                        + secrets.map { .secret($0) })
            ).graph
        }
    }
}

extension World {
    /// Gives the automaton itself a value.
    mutating func give(_ parameter: String, _ value: JSONValue) {
        shop.settings.append(Setting(parameter: parameter, value: value, location: line(4, of: "shop.yaml")))
    }

    /// Declares a configuration with one value.
    mutating func configure(_ name: String, _ parameter: String, _ value: JSONValue, configures: [NodeID] = []) {
        let place = line(3, of: "\(name).yaml")
        configurations.append(
            Configuration(
                name: name, configures: configures,
                settings: [Setting(parameter: parameter, value: value, location: place)],
                declaration: Declaration(set: "test", location: place)))
    }

    /// Declares a volume and mounts it.
    mutating func mount(_ volume: String, at destination: String, readonly: Bool = false, settings: [Setting] = []) {
        volumes.append(Volume(name: volume, settings: settings, declaration: shop.declaration))
        shop.volumes.append(
            Automaton.VolumeMount(
                volume: volume, destination: destination, readonly: readonly, location: line(5, of: "shop.yaml")))
    }
}

extension ResolvedInstance {
    /// The row of a leaf; nil where there is none, or more than one.
    func row(_ path: String) -> Provenance? {
        let rows = spec.provenance.filter { $0.path == path }
        return rows.count == 1 ? rows.first : nil
    }

    func mount(at destination: String) -> RuntimeConfiguration.Mount? {
        configuration.mounts?.first { $0.destination == destination }
    }
}

extension Host {
    static var fixture: Host {
        Host(
            name: "here", architecture: "amd64", kernelVersion: "6.1", cpus: 2, memory: 1 << 30,
            features: Features(
                runtime: "crun", runtimeVersion: "1.8.1", cgroups: "v2", apparmor: false, selinux: false,
                idmappedLayers: true, network: true, maximumOpenFiles: 1024),
            cgroupParent: "/emergence-test", idRangeStart: 1_000_000, idRangeSize: 1 << 20)
    }
}

extension Host {
    /// A host whose runtime and control groups can do everything.
    static var able: Host {
        var host = Host.fixture
        host.features.runtime = "runc"
        host.features.runtimeVersion = "1.4.0"
        host.features.cgroups = "v1"
        host.features.controllers = ["memory", "cpu", "cpuset", "pids", "blkio", "hugetlb", "rdma"]
        host.features.intelRdt = true
        return host
    }
}

let webArtefact = NodeID(.artefact, "web")
let shopAutomaton = NodeID(.automaton, "shop")

func line(_ line: Int, of file: String) -> ConfigurationGraph.SourceLocation {
    ConfigurationGraph.SourceLocation(file: file, line: line, column: 1)
}

func digest(_ byte: UInt8) throws -> Digest {
    try #require(Digest(algorithm: .sha256, bytes: [UInt8](repeating: byte, count: 32)))
}
