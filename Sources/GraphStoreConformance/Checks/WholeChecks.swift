import ConfigurationGraph
import GraphStore

extension GraphStoreConformance {
    static let whole = [
        Check("an empty store is at revision 0") { store in
            try requireEqual(try await store.revision(), .zero, "revision")
            try requireEqual(try await store.history(after: .zero, limit: 10).count, 0, "length of the history")
        },
        Check("a transaction lands at one revision, one above the last") { store in
            for number in 1...3 {
                let commit = try await store.commit(Sample.transaction("put", [Sample.volume("v", Int64(number))]))
                try requireEqual(commit.revision, Revision(Int64(number)), "the commit's revision")
                try requireEqual(try await store.revision(), commit.revision, "the store's revision")
            }
        },
        Check("a transaction that throws changes nothing") { store in
            try await store.commit(Sample.transaction("service", Sample.service))
            let automaton = Sample.automaton("cart", artefact: "missing")
            try await requireThrows(TransactionError.dangling(automaton.edges[0]), "a dangling edge") {
                try await store.commit(Sample.transaction("bad", [Sample.volume("state", 7), automaton]))
            }
            try requireEqual(try await store.revision(), Revision(1), "revision")
            try await store.read { view in
                try requireEqual(
                    try view.node(Sample.volume("state").id)?.node, Sample.volume("state"), "a put beside a bad one")
            }
        },
        Check("a transaction that changes nothing makes no revision") { store in
            try await store.commit(Sample.transaction("service", Sample.service))
            let commit = try await store.commit(
                Sample.transaction("again", Sample.service, deletes: [NodeID(.volume, "never was")]))
            try requireEqual(commit.revision, Revision(1), "the commit's revision")
            try requireEqual(commit.changes, [], "the commit's changes")
            try requireEqual(try await store.revision(), Revision(1), "the store's revision")
        },
        Check("the last put of a name wins, and wins over a delete") { store in
            let puts = [Sample.volume("v", 1), Sample.volume("v", 2)]
            let commit = try await store.commit(
                Sample.transaction("twice", puts, deletes: [Sample.volume("v").id]))
            try requireEqual(commit.changes.map(\.after), [Sample.volume("v", 2)], "what changed")
        },
        Check("a precondition that doesn't hold is a conflict") { store in
            let volume = Sample.volume("v")
            try await store.commit(Sample.transaction("one", [volume]))
            try await store.commit(Sample.transaction("two", [Sample.volume("w")]))
            for precondition: Transaction.Precondition in [
                .absent(volume.id), .present(NodeID(.volume, "x")), .unchanged(volume.id, since: Revision(2)),
                .unchanged(NodeID(.volume, "x"), since: Revision(1)), .graphUnchanged(since: Revision(1)),
            ] {
                try await requireThrows(TransactionError.conflict(precondition), "\(precondition)") {
                    try await store.commit(Sample.transaction("no", [Sample.volume("v", 9)], if: [precondition]))
                }
            }
            try requireEqual(try await store.revision(), Revision(2), "revision")
        },
        Check("a transaction whose preconditions all hold lands") { store in
            let volume = Sample.volume("v")
            try await store.commit(Sample.transaction("one", [volume]))
            let commit = try await store.commit(
                Sample.transaction(
                    "two", [Sample.volume("v", 1)],
                    if: [
                        .present(volume.id), .absent(NodeID(.volume, "x")), .unchanged(volume.id, since: Revision(1)),
                        .graphUnchanged(since: Revision(1)),
                    ]))
            try requireEqual(commit.revision, Revision(2), "revision")
        },
    ]
}
