import ConfigurationGraph
import GraphStore
import OCI

/// Two volumes that are only ever written together, with one number that only ever grows by one: half a transaction,
/// or one that overwrote another, shows.
struct Pair {
    let number: Int64
    let revision: Revision

    /// Reads both and fails unless they agree.
    init(in view: any GraphView) throws {
        let values = try ["a", "b"].map { name in
            try view.value(Volume.self, named: name)?.settings.first?.value.integer ?? 0
        }
        guard values[0] == values[1], values[0] == view.revision.rawValue else {
            throw Disagreement(values: values, revision: view.revision)
        }
        number = values[0]
        revision = view.revision
    }

    struct Disagreement: Error {
        let values: [Int64]
        let revision: Revision
    }

    /// Commits the next number, again and again until nobody else is faster.
    static func increment(in store: some GraphStore) async throws -> Revision {
        while true {
            let pair = try await store.read { try Pair(in: $0) }
            let transaction = Transaction(
                author: "worker", roles: [.operator], message: "\(pair.number + 1)",
                preconditions: [.graphUnchanged(since: pair.revision)],
                puts: ["a", "b"].map { volume($0, pair.number + 1) })
            do { return try await store.commit(transaction).revision } catch TransactionError.conflict { continue }
        }
    }

    private static func volume(_ name: String, _ number: Int64) -> Node {
        let location = SourceLocation(file: "worker", line: 1, column: 1)
        return .volume(
            Volume(
                name: name, settings: [Setting(parameter: "volume.size", value: .integer(number), location: location)],
                declaration: Declaration(set: "worker", location: location)))
    }
}
