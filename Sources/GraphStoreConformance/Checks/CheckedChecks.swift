import ConfigurationGraph
import GraphStore

extension GraphStoreConformance {
    static let checked = [
        Check("nodes of one transaction may refer to each other, in whatever order they are put") { store in
            try await store.commit(Sample.transaction("service", Sample.service.reversed()))
            try await store.read { view in
                for node in Sample.service {
                    try requireEqual(try view.edges(from: node.id), node.edges, "edges of \(node.id)")
                }
            }
        },
        Check("what something refers to can't be deleted alone") { store in
            try await store.commit(Sample.transaction("service", Sample.service))
            let edge = Edge(from: NodeID(.automaton, "shop"), label: .mounts, to: NodeID(.volume, "state"))
            try await requireThrows(TransactionError.dangling(edge), "deleting a mounted volume") {
                try await store.commit(Sample.transaction("delete", deletes: [edge.to]))
            }
            try await store.commit(
                Sample.transaction("let go", [Sample.automaton("shop", artefact: "web")], deletes: [edge.to]))
            try await store.commit(Sample.transaction("all", deletes: Set(Sample.service.map(\.id))))
            try await store.read { view in
                for kind in NodeKind.allCases {
                    try requireEqual(try view.nodes(of: kind).map(\.id), [], "what is left of \(kind)")
                }
            }
        },
        Check("an edge that its label doesn't allow can't be committed") { store in
            let artefact = Sample.artefact("web", root: NodeID(.volume, "state"))
            try await requireThrows(
                TransactionError.illTyped(artefact.edges[0]), "an artefact that depends on a volume"
            ) {
                try await store.commit(Sample.transaction("bad", [Sample.volume("state"), artefact]))
            }
            try requireEqual(try await store.revision(), .zero, "revision")
        },
        Check("no role writes what isn't its own") { store in
            try await store.commit(Sample.transaction("service", Sample.service))
            for role in Role.allCases {
                for node in [Sample.volume("new"), Sample.layer(9)] where !role.writes.contains(node.kind) {
                    let error = TransactionError.notPermitted(node.id, roles: [role])
                    try await requireThrows(error, "\(role) puts \(node.id)") {
                        try await store.commit(Sample.transaction("put", [node], roles: [role]))
                    }
                }
            }
            let shop = NodeID(.automaton, "shop")
            try await requireThrows(TransactionError.notPermitted(shop, roles: [.forge]), "forge deletes \(shop)") {
                try await store.commit(Sample.transaction("delete", deletes: [shop], roles: [.forge]))
            }
        },
    ]
}
