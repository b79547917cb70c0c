import ConfigurationGraph
import GraphStore
import SQLiteGraphStore
import TestRandom
import Testing

@testable import GraphStoreConformance

@Suite struct ProcessesTests {
    @Test("two writing processes, ten reading and one watching share a store that none has made before")
    func shared() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("graph.sqlite")
        let each = 40
        let printed = try await withThrowingTaskGroup(of: (work: String, revisions: [Int64]).self) { group in
            for _ in 1...2 { group.addTask { ("write", try await Worker.run("write", path, each)) } }
            for _ in 1...10 { group.addTask { ("read", try await Worker.run("read", path, 2 * each)) } }
            group.addTask { ("watch", try await Worker.run("watch", path, 2 * each)) }
            return try await group.reduce(into: [:]) { $0[$1.work, default: []] += $1.revisions }
        }
        let all = (1...2 * each).map(Int64.init)
        #expect(printed["write"]?.sorted() == all, "each revision is acknowledged to one writer")
        #expect(printed["watch"] == all, "the watch delivers each once, in order")
    }

    @Test("a store opens at a committed revision after its writer was killed, 100 times")
    func killed() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("graph.sqlite")
        let seed = UInt64.random(in: 0...9999)
        var random = SplitMix(state: seed)
        var last = Revision.zero
        for round in 1...100 {
            let acknowledged = try Worker.writeAndKill(
                path, after: .random(in: 0...3, using: &random), delay: .random(in: 0...4000, using: &random))
            let found = try await revisionOfWholeStore(path)
            let least = max(last, Revision(acknowledged ?? 0))
            #expect(found >= least, "seed \(seed), round \(round): acknowledged \(least), found \(found)")
            last = found
        }
        #expect(last > .zero, "seed \(seed): no worker committed anything")
        try await requireSameAsReplayed(path)
    }

    /// Opens the store as the first to do so after the kill, which is when SQLite recovers, and checks the newest state.
    private func revisionOfWholeStore(_ path: String) async throws -> Revision {
        let store = try SQLiteGraphStore(path: path)
        let (pair, revision) = try await store.read { view in
            (try ["a", "b"].map { try view.node(NodeID(.volume, $0))?.revision ?? .zero }, view.revision)
        }
        #expect(pair == [revision, revision], "half a transaction is there")
        return revision
    }

    /// The newest state, the history and the file itself all agree.
    private func requireSameAsReplayed(_ path: String) async throws {
        let store = try SQLiteGraphStore(path: path)
        var graph = Graph()
        for commit in try await store.history(after: .zero, limit: .max) {
            #expect(commit.revision == graph.revision.next)
            graph = try graph.applying(
                Transaction(
                    author: commit.author, roles: commit.roles, message: commit.message,
                    puts: commit.changes.compactMap(\.after))
            ).graph
        }
        let replayed = graph
        try await store.read { try StateComparison.requireSame($0, replayed) }
    }
}
