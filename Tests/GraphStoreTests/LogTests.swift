import ConfigurationGraph
import Foundation
import GRDB
import GraphStore
import Testing

@testable import GraphStoreConformance
@testable import SQLiteGraphStore

@Suite("The log of a store on the disk") struct LogTests {
    private let folder: TemporaryFolder
    private var path: String { folder.file("graph.sqlite") }

    init() throws { folder = try TemporaryFolder() }

    @Test("is emptied after a commit that made it long, as whoever opens the store next would read it all")
    func long() async throws {
        let store = try SQLiteGraphStore(path: path)
        try await store.commit(Self.large("first"))
        #expect(try logLength() == 0)
        try await store.commit(Sample.transaction("small", [Sample.volume("small")]))
        let small = try logLength()
        #expect(small > 0 && small < 1 << 20)
    }

    @Test("stays while somebody reads, who sees what was, and is emptied after a later commit")
    func readMeanwhile() async throws {
        let store = try SQLiteGraphStore(path: path)
        let before = try await store.revision()
        do {
            let reader = try store.connections.readers.makeSnapshot()
            try await store.commit(Self.large("first"))
            #expect(try logLength() > 8 << 20)
            #expect(try await reader.read { try CurrentView($0).revision } == before)
            #expect(try await store.revision() == before.next)
        }
        try await store.commit(Sample.transaction("small", [Sample.volume("small")]))
        #expect(try logLength() == 0)
        #expect(try await store.read { try $0.names(of: .volume).count } == 501)
    }

    /// Ten megabytes.
    private static func large(_ name: String) -> Transaction {
        let volumes = (0..<500).map { Sample.volume(String(repeating: "n", count: 10_000) + "\(name)\($0)") }
        return Sample.transaction("large", volumes)
    }

    private func logLength() throws -> Int {
        try Data(contentsOf: URL(fileURLWithPath: path + "-wal")).count
    }
}
