import ConfigurationGraph
import Foundation
import GraphStore
import SQLiteGraphStore
import Testing

@testable import GraphStoreConformance

@Suite(.enabled(if: SmallDisk.isAvailable)) struct DiskTests {
    @Test("a full disk fails the commit, says so, and leaves the graph as it was")
    func full() async throws {
        try await SmallDisk.with { disk in
            let path = disk.file("graph.sqlite")
            do {
                let store = try SQLiteGraphStore(path: path)
                try await store.commit(Sample.transaction("service", Sample.service))
                try disk.fill()
                await #expect(throws: GraphStoreError.diskFull(path: path)) {
                    for number in 0...200 { try await store.commit(Self.large(number)) }
                }
                let last = try await store.revision()
                try FileManager.default.removeItem(atPath: disk.file("filling"))
                #expect(try await store.commit(Self.large(999)).revision == last.next)
            }
            let shop = try await SQLiteGraphStore(path: path).read { try $0.node(NodeID(.automaton, "shop"))?.node }
            #expect(shop == Sample.service.last)
        }
    }

    @Test("no store can be made on a full disk, and it says why")
    func fullFromTheStart() async throws {
        try await SmallDisk.with { disk in
            try disk.fill()
            let path = disk.file("graph.sqlite")
            #expect(throws: GraphStoreError.diskFull(path: path)) { try SQLiteGraphStore(path: path) }
        }
    }

    @Test("a read-only file system is refused by its reason", arguments: [true, false])
    func readOnly(holdsStore: Bool) async throws {
        try await SmallDisk.with { disk in
            let path = disk.file("graph.sqlite")
            if holdsStore {
                let store = try SQLiteGraphStore(path: path)
                try await store.commit(Sample.transaction("service", Sample.service))
            }
            try await disk.makeReadOnly()
            #expect(throws: GraphStoreError.readOnly(path: path, reason: "Read-only file system")) {
                try SQLiteGraphStore(path: path)
            }
        }
    }

    private static func large(_ number: Int) -> Transaction {
        Sample.transaction("large", [Sample.volume(String(repeating: "n", count: 20_000) + "\(number)")])
    }
}
