import ConfigurationGraph
import Foundation
import GRDB
import GraphStore
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
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Formats/\(format).sql")
        try execute(try String(contentsOf: file, encoding: .utf8))

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

    private func execute(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { try $0.execute(sql: sql) }
        try queue.close()
    }
}
