import ConfigurationGraph
import Foundation
import Testing

@testable import GraphStoreConformance

@Suite struct NodeTests {
    @Test(
        "a node's name reads as it is written", arguments: [NodeID(.volume, "a"), NodeID(.storePath, "/nix/store/x")])
    func names(id: NodeID) throws {
        #expect(NodeID(id.description) == id)
        #expect(try JSONDecoder().decode([NodeID].self, from: JSONEncoder().encode([id])) == [id])
    }

    @Test("what names no node isn't parsed", arguments: ["", "volume", "volume/", "/a", "thing/a"])
    func badNames(text: String) { #expect(NodeID(text) == nil) }

    @Test("a node's value reads back as it was written", arguments: Sample.service)
    func coding(node: Node) throws {
        #expect(try Node(kind: node.kind, encodedValue: node.encodedValue()) == node)
    }

    @Test("an instance that an earlier version wrote says nothing of its placement and of what it was resolved from")
    func olderInstance() throws {
        let text = """
            {"automaton":"shop","debug":false,"desired":"running","host":"here","idBase":1000000,"name":"shop-1","spec":"x"}
            """
        let node = try Node(kind: .instance, encodedValue: Data(text.utf8))
        #expect(
            node == .instance(Instance(name: "shop-1", automaton: "shop", host: "here", spec: "x", idBase: 1_000_000)))
    }

    @Test("an image that has one layer twice depends on it once")
    func repeatedLayer() {
        let edges = Sample.manifest(1, config: 2, layers: [3, 4, 3]).edges
        #expect(edges.map(\.to) == [Sample.config(2).id, Sample.layer(3).id, Sample.layer(4).id])
    }

    @Test("every kind is written by some role, and every label joins some kinds")
    func complete() {
        for kind in NodeKind.allCases { #expect(Role.allCases.contains { $0.writes.contains(kind) }, "\(kind)") }
        for label in EdgeLabel.allCases { #expect(!label.schema.from.isEmpty && !label.schema.to.isEmpty, "\(label)") }
    }
}
