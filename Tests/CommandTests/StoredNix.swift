import ConfigurationGraph
import Foundation
import GraphStore
import Processes
import SQLiteGraphStore
import Testing

/// A graph as Nix's artefacts leave it, made without Nix: a service that was built with tools and runs without them, its
/// variant for debugging, and a path that came from a cache.
final class StoredNix: Sendable {
    static let tools = "/nix/store/qa7wadjwwvxiv0fk2xizccrfzx1i6gsr-tools-1.35"
    private static let webapp = "/nix/store/y9nzs1vdffsc3cds0lpc6ws5m10mvfz1-webapp-1.0"
    private static let fetched = "/nix/store/6ly5fy5zyfgq2wihvj5g373vf7whzlq9-hello-2.12"

    let folder: String

    init() async throws {
        folder = FileManager.default.temporaryDirectory.path + "/emergence-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let store = try SQLiteGraphStore(path: folder + "/graph.sqlite")
        try await store.commit(Transaction(author: "test", roles: [.forge], message: "", puts: Self.nodes))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs the program on the graph.
    func run(_ arguments: String...) async throws -> Command.Result {
        try await Program.run(
            arguments + ["--store", "sqlite:\(folder)/graph.sqlite", "--state-dir", folder],
            environment: ["NO_COLOR": "1", "CLICOLOR_FORCE": ""])
    }

    /// Removes an artefact, and leaves what it was made of.
    func remove(_ artefact: String) async throws {
        let store = try SQLiteGraphStore(path: folder + "/graph.sqlite")
        try await store.commit(
            Transaction(author: "test", roles: [.forge], message: "", deletes: [NodeID(.artefact, artefact)]))
    }

    private static var nodes: [Node] {
        let paths = [tools, webapp, fetched].map { StorePath(path: $0, content: .init(narHash: "", narSize: 1)) }
        let toolsDrv = Derivation(
            path: tools + ".drv", outputs: [.init(name: "out", path: tools)], system: "x86_64-linux", narSize: 896)
        // One that was forged before its size was kept.
        let webappDrv = Derivation(
            path: webapp + ".drv", outputs: [.init(name: "out", path: webapp)],
            inputDerivations: [toolsDrv.path: ["out"]], system: "x86_64-linux")
        let source = "/srv/release.nix -A webapp"
        let expression = NixArtefact.Expression(file: "/srv/release.nix", attribute: "webapp")
        let artefacts = [
            NixArtefact(
                drv: webappDrv.path, outputs: [webapp], source: source, expression: expression, origin: "/"),
            NixArtefact(
                drv: webappDrv.path, outputs: [webapp], source: source, expression: expression, origin: "/",
                debug: true, variantOf: "webapp"),
            NixArtefact(drv: nil, outputs: [fetched], source: fetched, origin: "https://cache.example.org"),
        ]
        return paths.map { .storePath($0) } + [.derivation(toolsDrv), .derivation(webappDrv)]
            + zip(["webapp", "webapp-debug", "hello"], artefacts).map {
                .artefact(Artefact(name: $0, content: .nix($1)))
            }
    }
}
