import ArgumentParser
import ConfigurationGraph
import Engine
import GraphStore
import OCI

struct History: EngineCommand {
    static let configuration = CommandConfiguration(
        "history", "List who changed the graph, when and why, newest first.",
        example: "emergence history\nemergence history --node automaton/shop -o json")

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("At the most as many revisions as this.", valueName: "count"))
    var limit = 50
    @Option(
        help: ArgumentHelp("Only those that changed this node.", valueName: "node"), completion: .names(""))
    var node: String?
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be 1 at the least, not \(limit)") }
    }

    func run(on engine: Engine) async throws {
        var id: NodeID?
        if let node {
            // A node that isn't there any more still has a history.
            if let named = NodeID(node) {
                id = named
            } else {
                id = try await engine.resolveName(node, kinds: NodeKind.allCases)
            }
        }
        try Listing.commits.print(try await engine.history(limit: limit, node: id), as: output)
    }
}

extension Listing where Row == Commit {
    fileprivate static var commits: Listing {
        Listing(
            [
                Column("revision", "REVISION", value: { .integer($0.revision.rawValue) }),
                Column("time", "TIME") { Timestamp.text(milliseconds: $0.time) },
                Column("author", "AUTHOR") { $0.author },
                Column("roles", "ROLES", value: { JSONValue($0.roles.map(\.rawValue).sorted()) }),
                Column(
                    "changes", "CHANGES", value: { JSONValue($0.changes.map(\.id.description)) },
                    cell: { Cell(String($0.changes.count)) }),
                Column("message", "MESSAGE") { $0.message },
            ], dispensable: ["roles", "author", "changes"])
    }
}
