import ConfigurationGraph
import Glibc
import GraphStore
import OCI
import SQLiteGraphStore

/// Commits of one change each, in turn with a bare write and fsync of the same bytes to a file beside the store.
struct CommitBenchmark {
    let path: String

    func run(commits: Int) async throws {
        let store = try SQLiteGraphStore(path: path)
        let file = open(path + "-bare", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return print("\(path)-bare can't be written") }
        defer {
            close(file)
            unlink(path + "-bare")
        }
        var ours = Samples()
        var bare = Samples()
        for number in 0..<commits {
            let node = Self.volume(number)
            let transaction = Transaction(
                author: "bench", roles: [.operator], message: "one change", puts: [node])
            try await ours.time { _ = try await store.commit(transaction) }
            let bytes = [UInt8](try node.encodedValue())
            await bare.time {
                write(file, bytes, bytes.count)
                fsync(file)
            }
        }
        report("commit of one change, median", ours.quantile(0.5), "ms")
        report("bare write and fsync of the same bytes, median", bare.quantile(0.5), "ms")
        report("commit of one change, p99", ours.quantile(0.99), "ms")
        report("bare write and fsync of the same bytes, p99", bare.quantile(0.99), "ms")
        report("commit to bare write, p99", ours.quantile(0.99) / bare.quantile(0.99), "×", aim: 4)
    }

    private static func volume(_ number: Int) -> Node {
        let location = SourceLocation(file: "bench.yaml", line: 1, column: 1)
        let setting = Setting(parameter: "volume.size", value: .integer(Int64(number)), location: location)
        let declaration = Declaration(set: location.file, location: location)
        return .volume(Volume(name: "bench", settings: [setting], declaration: declaration))
    }
}
