import ConfigurationGraph
import Testing

@testable import GraphStoreConformance

@Suite struct ClosureSizesTests {
    /// Two images that share a layer and a third that shares nothing.
    private static let images: [Node] = [
        Sample.layer(1), Sample.layer(2), Sample.layer(3), Sample.layer(4),
        Sample.config(11), Sample.config(12), Sample.config(13),
        Sample.manifest(21, config: 11, layers: [1, 2]), Sample.artefact("web", manifest: 21),
        Sample.manifest(22, config: 12, layers: [1, 3]), Sample.artefact("cart", manifest: 22),
        Sample.manifest(23, config: 13, layers: [4]), Sample.artefact("stock", manifest: 23),
    ]

    @Test("a closure's size is told apart into what is shared, with whom, and what isn't")
    func shared() throws {
        let graph = try Graph().applying(Sample.transaction("images", Self.images)).graph
        let web = try graph.closureSizes(of: NodeID(.artefact, "web"))
        #expect(web.size == 10 + 100 + 1000 + 2000)
        #expect(web.sharedSize == 1000)
        #expect(web.exclusiveSize == 10 + 100 + 2000)
        let owners = Dictionary(uniqueKeysWithValues: web.members.map { ($0.id, $0.sharedWith) })
        #expect(owners[Sample.layer(1).id] == ["cart"])
        #expect(owners[Sample.layer(2).id] == [])
        #expect(try graph.closureSizes(of: NodeID(.artefact, "stock")).sharedSize == 0)
    }

    @Test("members say how far down they are, and below what")
    func tree() throws {
        let graph = try Graph().applying(Sample.transaction("images", Self.images)).graph
        let members = try graph.closureSizes(of: NodeID(.artefact, "web")).members
        let manifest = Sample.manifest(21, config: 11, layers: []).id
        #expect(members.map(\.depth) == [1, 2, 2, 2])
        #expect(members.map(\.parent) == [NodeID(.artefact, "web"), manifest, manifest, manifest])
    }

    @Test("an artefact that isn't there has no closure")
    func missing() throws {
        #expect(try Graph().closureSizes(of: NodeID(.artefact, "web")).members == [])
    }

    @Test("what is exclusive is what would be left over without the artefact", arguments: RandomGraph.seeds)
    func exclusive(seed: UInt64) throws {
        let graph = RandomGraph.mixed(seed: seed)
        let artefacts = graph.nodes(of: .artefact).map(\.id)
        for artefact in artefacts {
            let sizes = try graph.closureSizes(of: artefact)
            let own = Set(try graph.closure(of: [artefact], along: [.dependsOn])).subtracting([artefact])
            let others = Set(try graph.closure(of: artefacts.filter { $0 != artefact }, along: [.dependsOn]))
            #expect(Set(sizes.members.map(\.id)) == own)
            #expect(Set(sizes.members.filter(\.sharedWith.isEmpty).map(\.id)) == own.subtracting(others))
            #expect(sizes.size == own.reduce(0) { $0 + (graph.node($1)?.node.size ?? 0) })
        }
    }

    @Test("sharers are named up to a limit, and it says whether there are more", arguments: RandomGraph.seeds, 1...3)
    func named(seed: UInt64, limit: Int) throws {
        let graph = RandomGraph.mixed(seed: seed)
        let artefacts = graph.nodes(of: .artefact).map(\.id)
        for artefact in artefacts {
            for member in try graph.closureSizes(of: artefact, naming: limit).members {
                let all = try artefacts.filter { other in
                    try other != artefact && graph.closure(of: [other], along: [.dependsOn]).contains(member.id)
                }
                #expect(Set(member.sharedWith).isSubset(of: all.map(\.name)))
                #expect(member.sharedWith.count == min(limit, all.count))
                #expect(member.sharedWith == member.sharedWith.sorted())
                #expect(member.isSharedFurther == (all.count > limit))
            }
        }
    }

    @Test("what nothing needs any more shares nothing")
    func leftOver() throws {
        var transaction = Sample.transaction("images", Self.images)
        transaction.puts.removeAll { $0.id == NodeID(.artefact, "cart") }
        let web = try Graph().applying(transaction).graph.closureSizes(of: NodeID(.artefact, "web"))
        #expect(web.sharedSize == 0)
    }
}
