import ConfigurationGraph
import Foundation
import GraphStore
import ImageFixtures
import Nix
import Processes
import SQLiteGraphStore
import Testing

@testable import Forge

/// Questions about what real Nix made, whose answers by real Nix lie beside the checkout; where they don't, the tests are
/// skipped.
@Suite("The graph answers as Nix does", .enabled(if: NixAnswers.areHere))
struct NixQuestionsTests {
    @Test("closures, with sizes, and referrers of a store's paths")
    func example() async throws {
        let answers = try NixAnswers()
        try await answers.unpack("example/root.tar.zst", to: "root")
        let rows = try NixAnswers.pairs("example/answers/attributes.tsv")
        for (name, answer) in [("webapp", "webapp"), ("webappDebug", "webapp-debug")] {
            // What is there of the variant is its answers.
            let closure = try NixAnswers.lines("example/answers/\(answer)/build-closure.txt")
            let drv = rows[name]?.first ?? closure.first { $0.hasSuffix("webapp-1.0-debug.drv") }
            let forged = try await answers.forge(try #require(drv), as: answer)
            try await answers.expect(
                forged, NixAnswers.lines("example/answers/\(answer)/runtime-closure.txt"), .runtime)
            try await answers.expect(forged, closure, .build(outputs: false))
            try await answers.expect(
                forged, NixAnswers.lines("example/answers/\(answer)/build-closure-with-outputs.txt"),
                .build(outputs: true))
            try await answers.expectSizes(forged, pathInfo: "example/answers/\(answer)/path-info.json")
        }
        let referrers = try NixAnswers.pairs("example/answers/referrers.tsv")
        try await answers.expectReferrers(referrers)
        for (name, file) in [
            ("libC-1.4.2", "libC"), ("libC-1.4.2.drv", "libC.drv"), ("busybox-seed", "busybox-seed"),
        ] {
            let expected = try NixAnswers.lines("example/answers/referrers-closure-\(file).txt")
            let path = try #require(expected.first { $0.dropFirst(44) == name })
            try await answers.expectReferrersClosure(of: path, expected)
        }
    }

    @Test("closures and referrers of real nixpkgs", arguments: ["1609-hello", "1803-nginx"])
    func nixpkgs(world: String) async throws {
        let answers = try NixAnswers()
        try await answers.unpack("\(world)/drv.tar.zst", to: "root/nix/store")
        let root = try #require(try NixAnswers.lines("\(world)/root").first)
        let forged = try await answers.forge(root, as: "world")
        try await answers.expect(forged, NixAnswers.lines("\(world)/closure.txt"), .build(outputs: false))
        let deep = try #require(try NixAnswers.lines("\(world)/deep").first)
        try await answers.expectReferrersClosure(of: deep, NixAnswers.lines("\(world)/referrers-closure.txt"))
    }
}

/// A graph in a file, a store to fill it from, and what Nix says of it.
private struct NixAnswers {
    private static let data = "../shared/data/nix"

    static let areHere: Bool = {
        let areHere = FileManager.default.fileExists(atPath: "\(data)/example/root.tar.zst")
        if !areHere { print("skipped: no \(data)") }
        return areHere
    }()

    let folder: TemporaryFolder
    let store: SQLiteGraphStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteGraphStore(path: folder.path("graph.sqlite"))
    }

    static func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: "\(data)/\(path)", encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// The first column's values, each with those of the second.
    static func pairs(_ path: String) throws -> [String: [String]] {
        let rows = try lines(path).map { $0.split(separator: "\t").map(String.init) }
        return Dictionary(grouping: rows, by: { $0[0] }).mapValues { $0.map { $0[1] } }
    }

    func unpack(_ archive: String, to name: String) async throws {
        let target = folder.path(name)
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        let words = ["--use-compress-program", "zstd -d --long=24", "-xf", "\(Self.data)/\(archive)", "-C", target]
        #expect(try await Command("tar", words).result().status == 0)
    }

    func forge(_ drv: String, as name: String) async throws -> NodeID {
        try await Forge(state: folder.path("state"), store: store).derivation(
            try StoreDirectory.standard.storePath(drv), in: folder.path("root"),
            as: NixDescription(name: name, source: drv), author: "test"
        ).artefact.id
    }

    func expect(_ artefact: NodeID, _ paths: [String], _ kind: ClosureKind) async throws {
        let closure = try await store.read { try $0.closure(of: artefact, kind) }
        #expect(Set(closure.map(\.name)) == Set(paths), "\(kind) closure of \(artefact)")
        #expect(closure.count == Set(closure).count)
        let sizes = try await store.read { try $0.closureSizes(of: artefact, kind) }
        #expect(sizes.members.map(\.id.name).sorted() == paths.sorted())
    }

    private struct PathInfo: Decodable {
        let path: String
        let narSize: Int64
        let closureSize: Int64
    }

    /// Compares own sizes and closures' sizes with `nix path-info -rsS`.
    func expectSizes(_ artefact: NodeID, pathInfo: String) async throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(Self.data)/\(pathInfo)"))
        let infos = try JSONDecoder().decode([PathInfo].self, from: data)
        let members = try await store.read { try $0.closureSizes(of: artefact).members }
        let found = Dictionary(uniqueKeysWithValues: members.map { ($0.id.name, [$0.size, $0.closureSize]) })
        #expect(found == Dictionary(uniqueKeysWithValues: infos.map { ($0.path, [$0.narSize, $0.closureSize]) }))
    }

    /// Compares the referrers of every path of the graph with all that Nix's store has, as far as the graph has them.
    func expectReferrers(_ expected: [String: [String]]) async throws {
        let (found, known) = try await store.read { view in
            let paths = try view.nodes(of: .derivation).map(\.id) + view.nodes(of: .storePath).map(\.id)
            let found = try paths.map { path in
                (path.name, Set(try view.directDependants(of: [path], building: true).map(\.id).compactMap(\.path)))
            }
            return (found, Set(paths.map(\.name)))
        }
        #expect(found.count > 20)
        for (path, referrers) in found {
            #expect(referrers == Set(expected[path] ?? []).intersection(known), "referrers of \(path)")
        }
    }

    func expectReferrersClosure(of path: String, _ expected: [String]) async throws {
        let (found, known) = try await store.read { view in
            let id = NodeID(path.hasSuffix(".drv") ? .derivation : .storePath, path)
            return (
                try view.dependants(of: [id], building: true).map(\.id).compactMap(\.path),
                Set(try view.names(of: .derivation) + view.names(of: .storePath))
            )
        }
        #expect(Set(found) == Set(expected).intersection(known), "referrers' closure of \(path)")
    }
}

extension NodeID {
    /// The store path that it is; nil for other nodes.
    fileprivate var path: String? { kind == .storePath || kind == .derivation ? name : nil }
}
