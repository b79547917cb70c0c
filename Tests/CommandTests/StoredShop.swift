import ConfigurationGraph
import Foundation
import GraphStore
import OCI
import Processes
import Resolution
import SQLiteGraphStore
import Testing

/// A graph as `up` leaves it, made without a container: two automatons of one image, one of them with an instance.
///
/// Configurations are resolved by the Resolver itself and kept in a real store, which the program then reads.
final class StoredShop: Sendable {
    let folder: String

    /// Writes three revisions: what is declared, the instance `shop-1`, and `LOG` set to `debug`.
    init() async throws {
        folder = FileManager.default.temporaryDirectory.path + "/emergence-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let store = try SQLiteGraphStore(path: folder + "/graph.sqlite")
        try await store.commit(Transaction(author: "test", roles: Set(Role.allCases), message: "", puts: try declared))
        try await place("stock", log: nil, in: store)
        try await place("shop", log: "debug", in: store)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs the program on the graph.
    func run(_ arguments: String..., columns: Int? = nil) async throws -> Command.Result {
        try await run(arguments, columns: columns)
    }

    func run(_ arguments: [String], columns: Int? = nil) async throws -> Command.Result {
        let words = arguments + ["--store", "sqlite:\(folder)/graph.sqlite", "--state-dir", folder]
        let plain = ["NO_COLOR": "1", "CLICOLOR_FORCE": ""]
        guard let columns else { return try await Program.run(words, environment: plain) }
        // A terminal of that width, as `script` makes one.
        let line = ([Program.path] + words).map { "'\($0)'" }.joined(separator: " ")
        return try await Command(
            "script", ["-qec", "stty cols \(columns); exec \(line)", "/dev/null"], environment: plain
        ).result()
    }

    /// Gives an automaton its first instance.
    private func place(_ name: String, log: String?, in store: any GraphStore) async throws {
        let nodes = try await store.read { try Self.placed(name, log: log, in: $0) }
        try await store.commit(Transaction(author: "test", roles: Set(Role.allCases), message: "", puts: nodes))
    }

    private static func placed(_ name: String, log: String?, in view: some GraphView) throws -> [Node] {
        var puts: [Node] = []
        if let log, var changed = try view.value(Configuration.self, named: "quiet") {
            changed.settings = [setting("process.env", [.string("LOG=\(log)")], line: 9)]
            puts.append(.configuration(changed))
        }
        let changes = Transaction(author: "test", roles: [.operator], message: "", puts: puts)
        let base: UInt32 = name == "shop" ? 1_000_000 : 1_065_536
        let resolved = try Resolver.resolve(
            ResolutionRequest(instance: "\(name)-1", automaton: name, host: host, idBase: base, debug: false),
            in: OverlayView(base: view, transaction: changes))
        let instance = Instance(
            name: "\(name)-1", automaton: name, host: "here", spec: resolved.spec.nodeName, idBase: base)
        return puts + [.runtimeSpec(resolved.spec), .instance(instance)]
    }
}

extension StoredShop {
    /// Writes down for `shop-1` how it was placed among several hosts.
    func explainPlacement() async throws {
        try await alter { view in
            guard var instance = try view.value(Instance.self, named: "shop-1") else { return [] }
            instance.placement = PlacementReason(
                cause: "3 instances for 250 requests a second", revision: Revision(3), hosts: 4,
                refusals: [.init(reason: "memory short by 200 MiB", hosts: 2)],
                best: [
                    .init(
                        host: "here", terms: [.init(name: "room", points: 1000), .init(name: "artefact", points: 300)]),
                    .init(host: "there", terms: [.init(name: "room", points: 900)]),
                ], replaces: "shop-3")
            return [.instance(instance)]
        }
    }

    /// Gives an automaton a further value.
    func ask(_ name: String, for parameter: String, _ value: JSONValue) async throws {
        try await alter { view in
            guard var automaton = try view.value(Automaton.self, named: name) else { return [] }
            automaton.settings.append(Self.setting(parameter, value, line: 15))
            return [.automaton(automaton)]
        }
    }

    private func alter(_ change: @escaping @Sendable (any GraphView) throws -> [Node]) async throws {
        let store = try SQLiteGraphStore(path: folder + "/graph.sqlite")
        let puts = try await store.read(change)
        try await store.commit(Transaction(author: "test", roles: Set(Role.allCases), message: "", puts: puts))
    }

    private static let host = Host(
        name: "here", architecture: "amd64", kernelVersion: "6.1", cpus: 2, memory: 1 << 30,
        features: Host.Features(
            runtime: "crun", runtimeVersion: "1.8.1", cgroups: "v2", apparmor: false, selinux: false,
            idmappedLayers: true, network: true, maximumOpenFiles: 1024),
        cgroupParent: "/emergence-test", idRangeStart: 1_000_000, idRangeSize: 1 << 20)

    private static func setting(_ parameter: String, _ value: JSONValue, line: Int) -> Setting {
        Setting(parameter: parameter, value: value, location: location(line))
    }

    private static func location(_ line: Int) -> ConfigurationGraph.SourceLocation {
        ConfigurationGraph.SourceLocation(file: "shop.yaml", line: line, column: 3)
    }

    private static func digest(_ byte: UInt8) throws -> Digest {
        try #require(Digest(algorithm: .sha256, bytes: [UInt8](repeating: byte, count: 32)))
    }

    private var declared: [Node] {
        get throws {
            var configuration = ImageConfiguration(architecture: "amd64", rootfs: .init(diffIDs: []))
            configuration.config = .init()
            configuration.config?.cmd = ["/bin/httpd", "-f"]
            configuration.config?.env = ["PATH=/bin", "LOG=info"]
            let config = ImageConfigNode(
                digest: try Self.digest(1), size: 1, configuration: configuration, user: ImageUser())
            let manifest = ImageManifestNode(
                digest: try Self.digest(2), size: 1, mediaType: .imageManifest, config: config.digest, layers: [])
            let artefact = Artefact(
                name: "web",
                content: .image(
                    ImageArtefact(
                        imageName: "web", imageDigest: manifest.digest, sha256: try Self.digest(3),
                        reference: "oci:web:1.0", tag: "1.0", manifest: manifest.digest,
                        platform: configuration.platform, root: manifest.id)))
            let declaration = Declaration(set: "shop.yaml", location: Self.location(12))
            let quiet = Configuration(
                name: "quiet", configures: [artefact.id],
                settings: [Self.setting("process.env", ["LOG=warn"], line: 9)], declaration: declaration)
            let automatons = ["idle", "shop", "stock"].map { name -> Automaton in
                var automaton = Automaton(name: name, artefact: "web", declaration: declaration)
                automaton.settings = [Self.setting("process.env", [.string("NAME=\(name)")], line: 14)]
                return automaton
            }
            return [
                .imageConfig(config), .imageManifest(manifest), .artefact(artefact), .configuration(quiet),
                .host(Self.host),
            ] + automatons.map { .automaton($0) }
        }
    }
}
