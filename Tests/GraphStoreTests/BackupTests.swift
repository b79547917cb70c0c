import ConfigurationGraph
import Foundation
import GraphStore
import SQLiteGraphStore
import Testing

@testable import GraphStoreConformance

@Suite struct BackupTests {
    private let folder: TemporaryFolder
    private let store: SQLiteGraphStore
    private var copy: String { folder.file("copy.sqlite") }

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteGraphStore(path: folder.file("graph.sqlite"))
    }

    @Test("a backup is a store of its own, with the whole history")
    func backup() async throws {
        try await store.commit(Sample.transaction("service", Sample.service))
        try await store.commit(Sample.transaction("more", [Sample.volume("v")]))
        try await store.backup(to: copy)
        let other = try SQLiteGraphStore(path: copy)
        let history = try await store.history(after: .zero, limit: 10)
        #expect(try await other.history(after: .zero, limit: 10) == history)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.contains("unfinished") })
    }

    @Test("a backup made while others write is one committed state")
    func backupInUse() async throws {
        let (store, copy) = (store, copy)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 1...60 {
                    let pair = ["a", "b"].map { Sample.volume($0, Int64(number)) }
                    try await store.commit(Sample.transaction("pair", pair))
                }
            }
            for number in 1...6 { group.addTask { try await store.backup(to: "\(copy)-\(number)") } }
            try await group.waitForAll()
        }
        for number in 1...6 {
            let revisions = try await SQLiteGraphStore(path: "\(copy)-\(number)").read { view in
                try ["a", "b"].map { try view.node(NodeID(.volume, $0))?.revision ?? .zero } + [view.revision]
            }
            #expect(Set(revisions).count == 1)
        }
    }

    @Test("a restore is one new revision that makes the graph what it was, for all who use the store")
    func restore() async throws {
        try await store.commit(Sample.transaction("service", Sample.service))
        try await store.backup(to: copy)
        try await store.commit(
            Sample.transaction(
                "change", [Sample.volume("state", 9), Sample.automaton("shop", artefact: "web"), Sample.volume("new")]))
        let (watcher, before) = (store.watch(after: Revision(2)), try SQLiteGraphStore(path: store.path))

        let commit = try await store.restore(from: copy, author: "root")

        #expect(commit.revision == Revision(3))
        #expect(commit.author == "root")
        #expect(commit.changes.map(\.id.description) == ["automaton/shop", "volume/new", "volume/state"])
        let names = Sample.service.map(\.id) + [NodeID(.volume, "new")]
        let now = try await before.read { view in try names.map { try view.node($0)?.node } }
        #expect(now == Sample.service + [nil])
        #expect(try await before.read(at: Revision(2)) { try $0.contains(NodeID(.volume, "new")) })
        for try await watched in watcher {
            #expect(watched == commit)
            break
        }
    }

    @Test("a restore of what is there already makes no revision")
    func restoreOfTheSame() async throws {
        try await store.commit(Sample.transaction("service", Sample.service))
        try await store.backup(to: copy)
        #expect(try await store.restore(from: copy, author: "root").changes == [])
        #expect(try await store.revision() == Revision(1))
    }

    @Test("what is no backup is refused and changes nothing", arguments: ["no database at all", ""])
    func restoreOfNonsense(content: String) async throws {
        try await store.commit(Sample.transaction("service", Sample.service))
        try Data(content.utf8).write(to: URL(fileURLWithPath: copy))
        await #expect(throws: GraphStoreError.self) { try await store.restore(from: copy, author: "root") }
        #expect(try await store.revision() == Revision(1))
        #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) == Data(content.utf8))
    }

    @Test("a missing backup is refused by its name")
    func restoreOfNothing() async throws {
        await #expect(throws: GraphStoreError.unavailable("\(copy) isn't there")) {
            try await store.restore(from: copy, author: "root")
        }
    }

    @Test("a backup never replaces a file that is no store")
    func backupOverAnotherFile() async throws {
        try Data("letters".utf8).write(to: URL(fileURLWithPath: copy))
        await #expect(throws: GraphStoreError.self) { try await store.backup(to: copy) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) == Data("letters".utf8))
    }
}
