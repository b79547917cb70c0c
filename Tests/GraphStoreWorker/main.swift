import ConfigurationGraph
import Glibc
import GraphStore
import SQLiteGraphStore

// A process of its own that uses a store, for tests of several processes and of killed ones.
//
//     GraphStoreWorker write PATH COUNT    commits and prints each revision as soon as it is acknowledged
//     GraphStoreWorker read PATH REVISION  reads over and over, until the store is at that revision
//     GraphStoreWorker watch PATH COUNT    prints the revisions of that many commits as they come

guard CommandLine.arguments.count == 4, let number = Int64(CommandLine.arguments[3]) else {
    print("usage: GraphStoreWorker write|read|watch PATH NUMBER")
    exit(64)
}
let store = try SQLiteGraphStore(path: CommandLine.arguments[2])
switch CommandLine.arguments[1] {
case "write":
    for _ in 0..<number { say(try await Pair.increment(in: store)) }
case "read":
    while try await store.read({ try Pair(in: $0).revision }) < Revision(number) {}
case "watch":
    var remaining = number
    for try await commit in store.watch(after: .zero) {
        say(commit.revision)
        remaining -= 1
        if remaining == 0 { break }
    }
default: exit(64)
}

/// Writes a line past all buffers: what was printed is known outside even if this process is killed right after.
func say(_ revision: Revision) {
    let line = Array("\(revision)\n".utf8)
    write(STDOUT_FILENO, line, line.count)
}
