import ConfigurationGraph
import Foundation
import GraphStore
import OCI
import SQLiteGraphStore

/// A store with hosts whose agents are there, as far as leases say, and the automatons to place on them: three regions of
/// three zones, hosts of 64 processors and 256 GiB.
struct GeneratedFleet {
    let hosts: Int
    let instances: Int
    let automatons: Int
    /// Whether each automaton has affinity, anti-affinity, spread over zones, labels and a preferred location.
    let isConstrained: Bool

    private static let place = SourceLocation(file: "fleet.yaml", line: 1, column: 1)
    private static let declaration = Declaration(set: "fleet.yaml", location: place)

    /// Writes the hosts, their leases and an artefact.
    func fill(_ store: SQLiteGraphStore) async throws {
        try await commit(try Self.artefact() + (0..<hosts).flatMap(Self.host), to: store)
        for number in 0..<hosts {
            try await store.acquire(
                "host/node-\(number)", holder: "bench", duration: 86_400,
                now: Moment(seconds: Date().timeIntervalSince1970))
        }
    }

    /// Declares the automatons.
    func declare(in store: SQLiteGraphStore) async throws {
        try await commit((0..<automatons).map(automaton), to: store)
    }

    private func commit(_ nodes: [Node], to store: SQLiteGraphStore) async throws {
        try await store.commit(
            Transaction(author: "bench", roles: Set(Role.allCases), message: "fleet", puts: nodes))
    }

    private static func host(_ number: Int) -> [Node] {
        let values: [(String, JSONValue)] = [
            ("host.location.region", .string("r\(number % 3)")), ("host.location.zone", .string("z\(number / 3 % 3)")),
            ("host.labels", ["disk": number % 4 == 0 ? "hdd" : "ssd"]),
            ("host.capacity.instances", 250),
        ]
        var host = Host(
            name: "node-\(number)", architecture: "amd64", kernelVersion: "6.1.0", cpus: 64, memory: 256 << 30,
            features: Host.Features(
                runtime: "crun", runtimeVersion: "1.14.2", cgroups: "v2", apparmor: false, selinux: false,
                idmappedLayers: true, network: true, maximumOpenFiles: 1_048_576),
            cgroupParent: "/emergence", idRangeStart: 1_000_000, idRangeSize: 1 << 30)
        host.storage = 1000 << 30
        return [
            .host(host),
            .hostPolicy(HostPolicy(name: host.name, settings: settings(values), declaration: declaration)),
        ]
    }

    private func automaton(_ number: Int) -> Node {
        let count = instances / automatons + (number < instances % automatons ? 1 : 0)
        var values: [(String, JSONValue)] = [
            ("orchestrator.instances.min", .integer(Int64(count))),
            ("orchestrator.resources.cpu.request", 0.25), ("orchestrator.resources.memory.request", "512MiB"),
            ("process.env", [.string("NAME=a\(number)")]),
        ]
        if isConstrained {
            let away: JSONValue = [
                "automaton": .string("a\((number + 1) % automatons)"), "relation": "different", "topologyKey": "host",
            ]
            let beside: JSONValue = [
                "automaton": .string("a\(number - 1)"), "relation": "same", "topologyKey": "region",
            ]
            let preferred: JSONValue = ["selector": ["region": .string("r\(number % 3)")], "weight": 10]
            values += [
                ("orchestrator.spread.topologyKey", "zone"), ("orchestrator.affinity.hosts", [["disk": "ssd"]]),
                ("orchestrator.location.preferred", [preferred]),
                ("orchestrator.affinity.automatons", number > 0 ? [away, beside] : [away]),
            ]
        }
        return .automaton(
            Automaton(
                name: "a\(number)", artefact: "server", settings: Self.settings(values), declaration: Self.declaration))
    }

    private static func settings(_ values: [(String, JSONValue)]) -> [Setting] {
        values.map { Setting(parameter: $0.0, value: $0.1, location: place) }
    }

    private static func artefact() throws -> [Node] {
        let digests = (1...3).compactMap { byte in
            Digest(algorithm: .sha256, bytes: [UInt8](repeating: UInt8(byte), count: 32))
        }
        var configuration = ImageConfiguration(architecture: "amd64", rootfs: .init(diffIDs: []))
        var execution = ImageConfiguration.Execution()
        execution.entrypoint = ["/bin/server"]
        execution.env = ["PATH=/usr/bin:/bin"]
        configuration.config = execution
        let manifest = ImageManifestNode(
            digest: digests[1], size: 1, mediaType: .imageManifest, config: digests[0], layers: [])
        return [
            .imageConfig(
                ImageConfigNode(digest: digests[0], size: 1, configuration: configuration, user: ImageUser())),
            .imageManifest(manifest),
            .artefact(
                Artefact(
                    name: "server",
                    content: .image(
                        ImageArtefact(
                            imageName: "server", imageDigest: manifest.digest, sha256: digests[2],
                            reference: "oci:server:1", tag: "1", manifest: manifest.digest,
                            platform: configuration.platform, root: manifest.id)))),
        ]
    }
}
