import GraphStore
import GraphStoreConformance
import SQLiteGraphStore
import Testing

@Suite struct ConformanceTests {
    @Test("the store in memory keeps the promise", arguments: GraphStoreConformance.checks)
    func inMemory(_ check: GraphStoreConformance.Check) async throws {
        try await check.run(on: InMemoryGraphStore())
    }

    @Test("the SQLite store keeps the promise", arguments: GraphStoreConformance.checks)
    func sqlite(_ check: GraphStoreConformance.Check) async throws {
        let folder = try TemporaryFolder()
        try await check.run(on: try SQLiteGraphStore(path: folder.file("graph.sqlite")))
        withExtendedLifetime(folder) {}
    }
}
