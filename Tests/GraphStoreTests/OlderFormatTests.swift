import ConfigurationGraph
import Foundation
import GRDB
import GraphStore
import OCI
import Testing

@testable import SQLiteGraphStore

@Suite struct OlderFormatTests {
    private let folder: TemporaryFolder
    private var path: String { folder.file("graph.sqlite") }

    init() throws { folder = try TemporaryFolder() }

    /// `Formats/N.sql` is a store as a program of format N left it: an image, a configuration that no longer
    /// configures it, and a volume, in three revisions. What was released is never written anew.
    @Test("a store of every format there ever was opens, with its history", arguments: 1...Schema.version)
    func opens(format: Int) async throws {
        try execute(try Self.text(ofFormat: format))

        let store = try SQLiteGraphStore(path: path)
        let edge = Edge(from: NodeID(.configuration, "quiet"), label: .configures, to: NodeID(.artefact, "web"))
        let (nodes, edges) = try await store.read { view in
            (try NodeKind.allCases.flatMap { try view.nodes(of: $0) }, try view.edges(to: edge.to))
        }
        #expect(
            nodes.map(\.id.kind) == [.artefact, .imageManifest, .imageConfig, .layer, .layer, .configuration, .volume])
        #expect(edges == [])
        #expect(try await store.read(at: Revision(2)) { try $0.edges(to: edge.to) } == [edge])
        #expect(try await store.history(after: .zero, limit: 9).map(\.changes.count) == [5, 2, 1])
        let volume = try #require(nodes.last?.node)
        let commit = try await store.commit(
            Transaction(author: "test", roles: [.operator], message: "go on", deletes: [volume.id]))
        #expect(commit.revision == Revision(4))
    }

    @Test("a store of format 3 has its leases, with their epochs, and what was measured")
    func leases() async throws {
        try execute(try Self.text(ofFormat: 3))
        let store = try SQLiteGraphStore(path: path)
        let (then, now) = (Moment(seconds: 1_700_000_000), Moment(seconds: 1_700_000_001))
        let controller = Lease(name: "controller", holder: "one", epoch: 4, duration: 15, expires: then + 15)
        #expect(try await store.leases() == [controller])
        #expect(try await store.acquire("host/alpha", holder: "three", duration: 15, now: now).epoch == 3)
        let (eu, us) = (Location(region: "eu"), Location(region: "us", zone: "a"))
        let kept = Observations(
            measured: [Observation(automaton: "web", requestsPerSecond: 2.5, time: then)],
            roundTrips: [RoundTrip(from: eu, to: us, seconds: 0.08, time: then)])
        #expect(try await store.observations(since: then) == kept)
        #expect(try await store.observations(since: now) == Observations())
    }

    @Test(
        "a configuration of format 4 leaves open what each instance has for itself, and an older one leaves nothing open"
    )
    func sharedConfigurations() async throws {
        let digest = "sha256:" + String(repeating: "4", count: 64)
        let older = "sha256:" + String(repeating: "3", count: 64)
        let rest = #""parameters":{},"provenance":[],"spec":{"ociVersion":"1.0.2"}"#
        try execute(try Self.text(ofFormat: 4))
        try execute(
            """
            INSERT INTO name VALUES (10, 'runtimeSpec', '\(digest)'), (11, 'runtimeSpec', '\(older)');
            INSERT INTO node VALUES
                (10, 3, 0, CAST('{"digest":"\(digest)","gaps":{"cgroupParent":"/e","hasLabels":false},\(rest)}' AS BLOB)),
                (11, 3, 0, CAST('{"digest":"\(older)",\(rest)}' AS BLOB));
            """)
        let specs = try await SQLiteGraphStore(path: path).read { try $0.values(RuntimeSpecNode.self) }
        #expect(specs.map(\.nodeName) == [older, digest])
        #expect(specs.map(\.gaps) == [nil, InstanceGaps(cgroupParent: "/e", hasLabels: false)])
    }

    /// Three instances' configurations in a store of format 1: one that was replaced by another value and is still there,
    /// one that is gone, and one that is pinned to what the store lacks.
    @Test("a store of format 1 gets the edges from configurations to what they are pinned to, in its past as well")
    func pins() async throws {
        let manifest = "sha256:224db93517a2121b74607a1da06604a1d82f4ae7f16bce6a20b721f9c296c7d2"
        let output = "/nix/store/\(String(repeating: "0", count: 32))-web-1.0"
        func value(_ parameters: [String: JSONValue]) throws -> String {
            let spec = RuntimeSpecNode(
                digest: try #require(Digest("sha256:" + String(repeating: "1", count: 64))), spec: [:],
                parameters: parameters, provenance: [])
            return String(decoding: try Node.runtimeSpec(spec).encodedValue(), as: UTF8.self)
        }
        let image = try value(["image.manifest": .string(manifest)])
        let nix = try value(["nix.outputs": [.string(output)], "image.manifest": .string(manifest)])
        let path = try Node.storePath(StorePath(path: output)).encodedValue()
        let missing = try value(["nix.outputs": [.string("/nix/store/\(String(repeating: "2", count: 32))-gone")]])
        let one = NodeID(.runtimeSpec, "sha256:" + String(repeating: "1", count: 64))
        try execute(try Self.text(ofFormat: 1))
        try execute(
            """
            INSERT INTO name VALUES (10, 'runtimeSpec', '\(one.name)'), (11, 'runtimeSpec', 'gone'),
                (12, 'runtimeSpec', 'lacking'), (13, 'storePath', '\(output)');
            INSERT INTO node VALUES (10, 3, 0, CAST('\(nix)' AS BLOB)), (12, 3, 0, CAST('\(missing)' AS BLOB)),
                (13, 1, 0, CAST('\(String(decoding: path, as: UTF8.self))' AS BLOB));
            INSERT INTO change VALUES (10, 1, CAST('\(image)' AS BLOB)), (10, 3, CAST('\(nix)' AS BLOB)),
                (11, 1, CAST('\(image)' AS BLOB)), (11, 2, NULL), (12, 3, CAST('\(missing)' AS BLOB)),
                (13, 1, CAST('\(String(decoding: path, as: UTF8.self))' AS BLOB));
            """)

        let store = try SQLiteGraphStore(path: self.path)
        func held(_ revision: Int64) async throws -> [[String]] {
            try await store.read(at: Revision(revision)) { view in
                try [NodeID(.imageManifest, manifest), NodeID(.storePath, output)].map { pinned in
                    try view.edges(to: pinned).map(\.from.name)
                }
            }
        }
        #expect(try await held(1) == [["web", "gone", one.name], []])
        #expect(try await held(2) == [["web", one.name], []])
        #expect(try await held(3) == [["web", one.name], [one.name]])
        let edges = try await store.read { try $0.edges(from: one) }
        #expect(try await store.read { try $0.node(one)?.node.edges } == edges)
        #expect(edges.map(\.to.kind) == [.imageManifest, .storePath])
        #expect(try await store.read { try $0.edges(from: NodeID(.runtimeSpec, "lacking")) } == [])
        let commit = try await store.commit(
            Transaction(author: "test", roles: [.orchestrator], message: "go on", deletes: [one]))
        #expect(commit.revision == Revision(4))
        #expect(try await held(3) == [["web", one.name], [one.name]])
        #expect(try await held(4) == [["web"], []])
    }

    @Test("a file of an older format is brought up to date, and what is in it stays")
    func migrates() throws {
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { database in
            try Schema.prepare(database, path: path, by: ["CREATE TABLE one (a); INSERT INTO one VALUES (7)"])
            let added = ["", "ALTER TABLE one ADD COLUMN b; UPDATE one SET b = a + 1"]
            try Schema.prepare(database, path: path, by: added)
            #expect(try Int.fetchOne(database, sql: "SELECT b FROM one") == 8)
            #expect(try Schema.state(of: database, path: path, known: 2) == 2)
        }
    }

    @Test("a migration that fails leaves the file as it was")
    func failedMigration() throws {
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { database in
            try Schema.prepare(database, path: path, by: ["CREATE TABLE one (a)"])
            #expect(throws: DatabaseError.self) {
                try Schema.prepare(database, path: path, by: ["", "CREATE TABLE two (a)", "CREATE TABLE one (a)"])
            }
            #expect(try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema") == ["one"])
            #expect(try Schema.state(of: database, path: path, known: 3) == 1)
        }
    }

    private static func text(ofFormat format: Int) throws -> String {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        return try String(contentsOf: folder.appendingPathComponent("Formats/\(format).sql"), encoding: .utf8)
    }

    private func execute(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { try $0.execute(sql: sql) }
        try queue.close()
    }
}
