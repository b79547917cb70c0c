import ConfigurationGraph
import GraphStore

extension GraphStoreConformance {
    static let watched = [
        Check("a watch delivers what was and what comes, in order and each once") { store in
            for number in 1...5 { try await put(number, into: store) }
            let watch = store.watch(after: Revision(2))
            async let watched = first(18, of: watch)
            for number in 6...20 { try await put(number, into: store) }
            let commits = try await watched
            try requireEqual(commits.map(\.revision.rawValue), Array(3...20), "revisions")
            try requireEqual(commits, try await store.history(after: Revision(2), limit: 100), "commits")
        },
        Check("several watches each deliver everything, while several write") { store in
            let total = 40
            let watches = (1...4).map { _ in store.watch(after: .zero) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for watch in watches {
                    group.addTask {
                        let revisions = try await first(total, of: watch).map(\.revision.rawValue)
                        try requireEqual(revisions, (1...total).map(Int64.init), "revisions")
                    }
                }
                for writer in 0..<4 {
                    group.addTask {
                        for number in 0..<total / 4 { try await put(writer * total + number, into: store) }
                    }
                }
                try await group.waitForAll()
            }
        },
        Check("a transaction that changes nothing wakes no watch") { store in
            try await put(1, into: store)
            let watch = store.watch(after: Revision(1))
            try await put(1, into: store)
            try await put(2, into: store)
            try requireEqual(try await first(1, of: watch).map(\.revision), [Revision(2)], "what comes next")
        },
        Check("a watch ends when the task that reads it is cancelled") { store in
            try await put(1, into: store)
            let reader = Task {
                var revisions: [Revision] = []
                for try await commit in store.watch(after: .zero) { revisions.append(commit.revision) }
                return revisions
            }
            reader.cancel()
            let ended = try await within("the end of the watch") { await reader.result }
            if case .failure(let error) = ended, !(error is CancellationError) { throw error }
        },
    ]

    private static func put(_ number: Int, into store: any GraphStore) async throws {
        try await store.commit(Sample.transaction("put \(number)", [Sample.volume("v", Int64(number))]))
    }

    private static func first(_ count: Int, of watch: AsyncThrowingStream<Commit, any Error>) async throws -> [Commit] {
        try await within("\(count) commits of a watch") {
            var commits: [Commit] = []
            for try await commit in watch {
                commits.append(commit)
                if commits.count == count { break }
            }
            return commits
        }
    }

    /// Gives up on work that should long be done, so that a store that delivers nothing fails instead of hanging.
    private static func within<Value: Sendable>(
        _ what: String, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: .seconds(60))
                throw ConformanceFailure("\(what) didn't come within a minute")
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw ConformanceFailure("\(what) didn't come") }
            return value
        }
    }
}
