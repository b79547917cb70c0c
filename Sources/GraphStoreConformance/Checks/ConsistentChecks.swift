import ConfigurationGraph
import GraphStore

extension GraphStoreConformance {
    static let consistent = [
        Check("a node has the revision that last changed it") { store in
            try await store.commit(Sample.transaction("one", [Sample.volume("a"), Sample.volume("b")]))
            try await store.commit(Sample.transaction("two", [Sample.volume("a", 1), Sample.volume("b")]))
            try await store.read { view in
                try requireEqual(try view.node(NodeID(.volume, "a"))?.revision, Revision(2), "revision of the changed")
                try requireEqual(try view.node(NodeID(.volume, "b"))?.revision, Revision(1), "revision of the other")
                try requireEqual(
                    try view.nodes(of: .volume).map(\.revision), [Revision(2), Revision(1)], "revisions of both")
            }
        },
        Check("nodes of a kind come sorted by name") { store in
            let names = ["b", "a-2", "a", "c", "a-10"]
            try await store.commit(Sample.transaction("volumes", names.map { Sample.volume($0) }))
            try await store.read { view in
                try requireEqual(try view.nodes(of: .volume).map(\.id.name), names.sorted(), "names")
            }
        },
        Check("edges come in their node's order, backwards sorted, and each once") { store in
            let layers: [UInt8] = [5, 1, 5, 4]
            try await store.commit(
                Sample.transaction(
                    "images",
                    [5, 1, 4].map(Sample.layer) + [
                        Sample.config(2), Sample.manifest(9, config: 2, layers: layers),
                        Sample.manifest(3, config: 2, layers: [4]),
                    ]))
            try await store.read { view in
                let manifest = Sample.manifest(9, config: 2, layers: layers)
                try requireEqual(
                    try view.edges(from: manifest.id).map(\.to),
                    [Sample.config(2).id, Sample.layer(5).id, Sample.layer(1).id, Sample.layer(4).id], "forwards")
                try requireEqual(
                    try view.edges(to: Sample.layer(4).id).map(\.from),
                    [Sample.manifest(3, config: 2, layers: []).id, manifest.id], "backwards")
                try requireEqual(try view.edges(to: Sample.layer(5).id).count, 1, "edges to a layer used twice")
            }
        },
        Check("what can be reached is what a walk along the edges finds") { store in
            try await store.commit(Sample.transaction("service", Sample.service))
            try await store.commit(
                Sample.transaction(
                    "another", [Sample.manifest(8, config: 2, layers: [1]), Sample.artefact("cart", manifest: 8)]))
            try await store.read { view in
                for node in Sample.service { try StateComparison.requireReachable(from: node.id, in: view) }
                let nothing = try view.index(reachableFrom: [NodeID(.volume, "x")], along: nil, .forwards)
                try requireEqual(nothing.ids, [], "what is reached from a node that isn't there")
            }
        },
        Check("a read sees one revision, whatever is written meanwhile") { store in
            try await store.commit(Sample.transaction("pair", [Sample.volume("a"), Sample.volume("b")]))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for value in 1...40 {
                        let pair = [Sample.volume("a", Int64(value)), Sample.volume("b", Int64(value))]
                        try await store.commit(Sample.transaction("pair", pair))
                    }
                }
                for _ in 1...3 {
                    group.addTask {
                        while try await store.read({ try Self.revisionOfEqualPair(in: $0) }) < Revision(41) {}
                    }
                }
                try await group.waitForAll()
            }
        },
    ]

    private static func revisionOfEqualPair(in view: any GraphView) throws -> Revision {
        let first = try view.node(NodeID(.volume, "a"))
        let second = try view.node(NodeID(.volume, "b"))
        try requireEqual(first?.revision, second?.revision, "revisions of two nodes always written together")
        try requireEqual(first?.revision, view.revision, "the view's revision")
        return view.revision
    }
}
