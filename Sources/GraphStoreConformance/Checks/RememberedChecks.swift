import ConfigurationGraph
import GraphStore

extension GraphStoreConformance {
    static let remembered = [
        Check("the history says who changed what, as what, when and why, oldest first") { store in
            let first = try await store.commit(Sample.transaction("one", [Sample.volume("v")], roles: [.operator]))
            let second = try await store.commit(
                Sample.transaction("two", [Sample.volume("v", 1), Sample.layer(1)], roles: [.operator, .forge]))
            let third = try await store.commit(Sample.transaction("three", deletes: [NodeID(.volume, "v")]))
            try requireEqual(try await store.history(after: .zero, limit: 10), [first, second, third], "history")
            try requireEqual(try await store.history(after: .zero, limit: 2), [first, second], "two of the history")
            try requireEqual(try await store.history(after: Revision(2), limit: 10), [third], "the end of the history")
            try requireEqual(try await store.history(after: Revision(3), limit: 10), [], "what comes after the newest")
            try requireEqual(second.author, "conformance", "author")
            try requireEqual(second.roles, [.operator, .forge], "roles")
            try requireEqual(second.message, "two", "message")
            try require(second.time >= first.time && first.time > 0, "times are \(first.time) and \(second.time)")
            try requireEqual(
                second.changes,
                [
                    .init(id: Sample.layer(1).id, before: nil, after: Sample.layer(1)),
                    .init(id: NodeID(.volume, "v"), before: Sample.volume("v"), after: Sample.volume("v", 1)),
                ], "changes")
            try requireEqual(third.changes.map(\.after), [nil], "what a deleted node became")
        },
        Check("a revision that was never committed can't be read") { store in
            try await store.commit(Sample.transaction("one", [Sample.volume("v")]))
            for revision in [Revision(2), Revision(-1), Revision(.max)] {
                let error = GraphStoreError.noSuchRevision(revision, newest: Revision(1))
                try await requireThrows(error, "revision \(revision)") {
                    try await store.read(at: revision) { $0.revision }
                }
            }
        },
        Check("every revision can be read as it was, and random transactions do what they do in memory") { store in
            var random = RandomTransactions(seed: .random(in: 0...9999))
            var graphs = [Graph()]
            do {
                for _ in 1...100 {
                    let transaction = random.next(for: graphs[graphs.count - 1])
                    let outcome = Result { try graphs[graphs.count - 1].applying(transaction) }
                    try await requireSame(outcome, commit: transaction, to: store)
                    if case .success(let (graph, changes)) = outcome, !changes.isEmpty { graphs.append(graph) }
                }
                for graph in graphs {
                    try await store.read(at: graph.revision) { try StateComparison.requireSame($0, graph) }
                }
            } catch let failure as ConformanceFailure {
                throw ConformanceFailure("seed \(random.seed): \(failure.problem)")
            }
        },
    ]

    private static func requireSame(
        _ outcome: Result<(graph: Graph, changes: [NodeChangeValue]), any Error>, commit transaction: Transaction,
        to store: any GraphStore
    ) async throws {
        switch outcome {
        case .success(let (graph, changes)):
            let commit = try await store.commit(transaction)
            try requireEqual(commit.revision, graph.revision, "revision of \(transaction)")
            try requireEqual(commit.changes, changes, "changes of \(transaction)")
        case .failure(let error as TransactionError):
            try await requireThrows(error, "error of \(transaction)") { try await store.commit(transaction) }
        case .failure(let error): throw error
        }
    }
}
