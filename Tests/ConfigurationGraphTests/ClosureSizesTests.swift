import Testing

@testable import ConfigurationGraph
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
        #expect(web.exclusiveSize == Int64(10 + 100 + 2000))
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

    @Test("each node's closure counts what it reaches once", arguments: RandomGraph.seeds, [false, true])
    func weights(seed: UInt64, cyclic: Bool) {
        let links = RandomGraph.Links(nodes: 700, edges: 1400, seed: seed, cyclic: cyclic)
        let sizes = (0..<700).map { Int64($0 * $0 + 1) }
        let index = GraphIndex(nodes: links.index.ids, sizes: sizes, links: links.index.links)
        let weights = ClosureWeights(of: index).bytes
        for node in stride(from: UInt32(0), to: 700, by: 23) {
            #expect(weights[Int(node)] == index.closure(of: node).reduce(0) { $0 + sizes[Int($1)] })
        }
    }

    @Test("the nodes of a large closure aren't judged one by one unless that is asked for")
    func large() throws {
        let graph = try Graph().applying(Sample.transaction("images", Self.images)).graph
        let web = try graph.closureSizes(of: NodeID(.artefact, "web"), judging: 3)
        #expect(web.size == 10 + 100 + 1000 + 2000)
        #expect(web.exclusiveSize == nil && web.sharedSize == nil)
        #expect(web.members.allSatisfy { $0.closureSize == nil && $0.sharedWith == nil })
        #expect(try graph.closureSizes(of: NodeID(.artefact, "web"), judging: 4).exclusiveSize == 2110)
    }

    @Test("a build closure has sizes as well, and is shared with what is built from the same")
    func build() throws {
        func path(_ name: String, _ size: Int64? = nil, _ references: [String] = []) -> StorePath {
            StorePath(
                path: "/nix/store/\(name)",
                content: size.map { .init(narHash: "", narSize: $0, references: references) })
        }
        func derivation(_ name: String, _ inputs: [String], sources: [String], out: StorePath) -> Node {
            .derivation(
                Derivation(
                    path: "/nix/store/\(name).drv", outputs: [.init(name: "out", path: out.path)],
                    inputDerivations: Dictionary(
                        uniqueKeysWithValues: inputs.map { ("/nix/store/\($0).drv", ["out"]) }),
                    inputSources: sources.map { "/nix/store/\($0)" }, system: "x"))
        }
        func artefact(_ name: String) -> Node {
            .artefact(
                Artefact(
                    name: name,
                    content: .nix(
                        NixArtefact(drv: "/nix/store/\(name).drv", outputs: ["/nix/store/\(name)"], source: name))))
        }
        let (lib, web, cart) = (path("lib", 50), path("web", 7, ["/nix/store/lib"]), path("cart"))
        let nodes: [Node] = [
            .storePath(path("source", 1000)), .storePath(path("seed", 300)),
            .storePath(path("patch", 20, ["/nix/store/seed"])), .storePath(lib), .storePath(web), .storePath(cart),
            derivation("lib", [], sources: ["source"], out: lib),
            derivation("web", ["lib"], sources: ["patch"], out: web),
            derivation("cart", ["lib"], sources: [], out: cart), artefact("web"), artefact("cart"),
        ]
        let graph = try Graph().applying(Sample.transaction("nix", nodes)).graph
        let id = NodeID(.artefact, "web")
        let build = try graph.closureSizes(of: id, .build(outputs: false), withEdges: true)
        #expect(Set(build.members.map(\.id.name)) == Set(try graph.closure(of: id, .build(outputs: false)).map(\.name)))
        let names = ["web.drv", "lib.drv", "patch", "source", "seed"].map { "/nix/store/\($0)" }
        #expect(Set(build.members.map(\.id.name)) == Set(names))
        let members = Dictionary(uniqueKeysWithValues: build.members.map { ($0.id.name, $0) })
        #expect(names.map { members[$0]?.closureSize } == [1320, 1000, 320, 1000, 300])
        #expect(names.map { members[$0]?.sharedWith } == [[], ["cart"], [], ["cart"], []])
        #expect(names.map { members[$0]?.depth } == [1, 2, 2, 3, 3])
        #expect(members["/nix/store/web.drv"]?.parent == id)
        #expect(build.exclusiveSize == 320 && build.sharedSize == 1000)
        #expect(build.edges.count == 5)
        let all = try graph.closureSizes(of: id, .build(outputs: true))
        #expect(Set(all.members.map(\.id.name)) == Set(names + ["/nix/store/lib", "/nix/store/web"]))
        #expect(try graph.closureSizes(of: id).members.map(\.sharedWith) == [[], []])
        #expect(try graph.closure(of: NodeID(.artefact, "cart"), .build(outputs: true)).count == 4)
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
            #expect(Set(sizes.members.filter { $0.sharedWith == [] }.map(\.id)) == own.subtracting(others))
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
                let named = try #require(member.sharedWith)
                #expect(Set(named).isSubset(of: all.map(\.name)))
                #expect(named.count == min(limit, all.count))
                #expect(named == named.sorted())
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
