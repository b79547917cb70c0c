import ConfigurationGraph
import Foundation
import GRDB
import GraphStore
import Testing

@testable import GraphStoreConformance
@testable import SQLiteGraphStore

@Suite struct StoreFileTests {
    private let folder: TemporaryFolder
    private var path: String { folder.file("graph.sqlite") }

    init() throws { folder = try TemporaryFolder() }

    @Test("a commit is on the disk when it returns: the log is synced with every transaction")
    func syncs() throws {
        let store = try SQLiteGraphStore(path: path)
        let (synchronous, mode) = try store.connections.writer().inDatabase { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA synchronous"),
                try String.fetchOne(database, sql: "PRAGMA journal_mode")
            )
        }
        #expect(synchronous == 2)
        #expect(mode == "wal")
    }

    @Test("nobody but its owner can read a store, its log or a backup")
    func rights() async throws {
        let store = try SQLiteGraphStore(path: path)
        try await store.commit(
            Transaction(author: "test", roles: [.operator], message: "", puts: [Sample.volume("data")]))
        try await store.backup(to: path + ".backup")
        for file in [path, path + "-wal", path + ".backup"] {
            let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(rights == 0o600, "\(file)")
        }
    }

    @Test("an empty file becomes a store")
    func emptyFile() async throws {
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(try await SQLiteGraphStore(path: path).revision() == .zero)
    }

    @Test("a store of a newer version is refused and left as it is")
    func newerVersion() async throws {
        try SQLiteGraphStore(path: path).connections.readers.close()
        try execute("PRAGMA user_version = \(Schema.version + 1)")
        let before = try bytes()
        #expect(throws: GraphStoreError.newerFormat(path: path, found: Schema.version + 1, known: Schema.version)) {
            try SQLiteGraphStore(path: path)
        }
        #expect(try bytes() == before)
    }

    @Test("another program's database is refused and left as it is")
    func foreignDatabase() throws {
        try execute("CREATE TABLE bookmark (title TEXT)")
        let before = try bytes()
        #expect(throws: GraphStoreError.notAStore(path: path, reason: "it is another program's SQLite file")) {
            try SQLiteGraphStore(path: path)
        }
        #expect(try bytes() == before)
    }

    @Test("a file that is no database is refused and left as it is", arguments: [20, 5000])
    func noDatabase(length: Int) throws {
        try Data(repeating: UInt8(ascii: "x"), count: length).write(to: URL(fileURLWithPath: path))
        let before = try bytes()
        let error = #expect(throws: GraphStoreError.self) { try SQLiteGraphStore(path: path) }
        #expect(error == .notAStore(path: path, reason: "file is not a database"))
        #expect(try bytes() == before)
    }

    @Test("a folder in the store's place is refused")
    func folderInPlace() throws {
        #expect(throws: GraphStoreError.notAStore(path: folder.path, reason: "it is a folder")) {
            try SQLiteGraphStore(path: folder.path)
        }
    }

    @Test("a store in a folder that isn't there is refused by the folder's name")
    func missingFolder() throws {
        #expect(throws: GraphStoreError.unavailable("the folder \(folder.path)/missing isn't there")) {
            try SQLiteGraphStore(path: folder.file("missing/graph.sqlite"))
        }
    }

    @Test("many that make one store at the same time all get it")
    func madeTogether() async throws {
        let path = path
        let revisions = try await withThrowingTaskGroup(of: Revision.self) { group in
            for _ in 1...12 { group.addTask { try await SQLiteGraphStore(path: path).revision() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(revisions == [Revision](repeating: .zero, count: 12))
    }

    private func execute(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func bytes() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }
}
