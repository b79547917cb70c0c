import ArgumentParser
import ConfigurationGraph
import Engine
import GraphStore
import OCI

struct Diff: EngineCommand {
    static let configuration = CommandConfiguration(
        "diff", "Print what differs between two revisions; the second is the newest unless given.",
        example: "emergence diff 3\nemergence diff 3 7 -o json")

    @Argument(help: ArgumentHelp("A revision.", valueName: "from")) var from: Int64
    @Argument(help: ArgumentHelp("Another revision.", valueName: "to")) var to: Int64?
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let changes = try await engine.diff(Revision(from), to.map { Revision($0) })
        switch output {
        case .table: try Console.output.write(ChangesText(changes: changes, style: Console.output.style).text)
        case .json: try Document.json(Listing.changes.json(changes)).print()
        case .yaml: try Document.yaml(Listing.changes.json(changes)).print()
        }
    }
}

struct Rollback: EngineCommand {
    static let configuration = CommandConfiguration(
        "rollback", "Make declarations and artefacts what they were at a revision, as a new revision.",
        discussion: "With --dry-run it ends with 2 if anything differs, with 0 if nothing does.",
        example: "emergence rollback 3 --dry-run\nemergence rollback 3")

    @Argument(help: ArgumentHelp("The revision to go back to.", valueName: "revision")) var revision: Int64
    @Flag(help: "Print what would change, and change nothing.") var dryRun = false
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        if dryRun {
            let proposal = try await engine.planRollback(to: Revision(revision))
            try proposal.print(as: output)
            if !proposal.isEmpty { throw ExitCode(ExitStatus.differences.rawValue) }
            return
        }
        let proposal = try await engine.rollback(to: Revision(revision), events: Progress().handler)
        try proposal.print(as: output)
    }
}

extension Listing where Row == Commit.Change {
    fileprivate static var changes: Listing {
        Listing([
            Column("node", "NODE") { $0.id.description },
            Column("before", nil, value: { $0.before?.json ?? .null }),
            Column("after", nil, value: { $0.after?.json ?? .null }),
        ])
    }
}
