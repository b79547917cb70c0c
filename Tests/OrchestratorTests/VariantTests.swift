import ConfigurationGraph
import Testing

@testable import Orchestrator

@Suite("Debug variants beside their instances")
struct VariantTests {
    private let original = Instance(name: "shop-1", automaton: "shop", host: "here", spec: "s", idBase: 1_000_000)
    private let host = Host.fixture(ranges: 3)
    private let session = DebugSession(
        original: "shop-1", author: "test", startedAt: "2026-01-01T00:00:00Z", endsAt: "2026-01-01T01:00:00Z")

    private func variant(beside others: [Instance]) throws -> Instance {
        let nodes: [Node] = [.automaton(.fixture("shop"))] + others.map { .instance($0) }
        return try Placement.variant(of: original, for: session, on: host, in: Fixture(nodes: nodes))
    }

    @Test("a variant has a name and ids of its own, a terminal, and an edge to its original")
    func own() throws {
        let first = try variant(beside: [original])
        #expect(first.name == "shop-1-debug")
        #expect(first.idBase == 1_065_536)
        #expect(first.debug)
        #expect(first.edges.contains(Edge(from: first.id, label: .variantOf, to: original.id)))
        #expect(first.edges.allSatisfy { $0.isWellTyped })
        let second = try variant(beside: [original, first])
        #expect(second.name == "shop-1-debug-2")
        #expect(second.idBase == 1_131_072)
        #expect(throws: PlacementError.self) { try variant(beside: [original, first, second]) }
    }

    @Test("placement doesn't take a variant for its automaton's instance, and gives its ids to nobody")
    func notCounted() throws {
        let first = try variant(beside: [original])
        let alone = Fixture(nodes: [.automaton(.fixture("shop")), .automaton(.fixture("stock")), .instance(first)])
        let placement = try Placement.onOneHost(host, in: alone)
        #expect(placement.placed.map(\.name) == ["shop-1", "stock-1"])
        #expect(placement.placed.map(\.idBase) == [1_000_000, 1_131_072])
        #expect(placement.kept.isEmpty && placement.removed.isEmpty)
    }

    @Test("a variant goes with its original")
    func goes() throws {
        let first = try variant(beside: [original])
        let view = Fixture(nodes: [.instance(original), .instance(first)])
        let placement = try Placement.onOneHost(host, in: view)
        #expect(placement.removed.map(\.name) == ["shop-1", "shop-1-debug"])
    }

    @Test("a variant is meant by its own name alone")
    func meant() throws {
        let first = try variant(beside: [original])
        #expect(original.isMeant(by: "shop") && original.isMeant(by: "shop-1"))
        #expect(!first.isMeant(by: "shop") && !first.isMeant(by: "shop-1") && first.isMeant(by: "shop-1-debug"))
    }
}
