import ArgumentParser
import Engine
import Forge
import OCI

struct GC: EngineCommand {
    static let configuration = CommandConfiguration(
        "gc", "Remove blobs, snapshots and store paths that no artefact, instance or running command needs.",
        example: "emergence gc --dry-run")

    @Flag(help: "Say what would be removed, and remove nothing.") var dryRun = false
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let report = try await engine.collectGarbage(dryRun: dryRun)
        try Listing.garbage.print(report.removed, as: output)
        guard output == .table else { return }
        try Console.output.print("\(Wording.bytes(report.bytes)) \(dryRun ? "would be freed" : "freed")")
    }
}

extension Listing where Row == GarbageReport.Item {
    fileprivate static var garbage: Listing {
        Listing([
            Column("kind", "KIND") { $0.kind },
            Column("name", "NAME") { $0.name },
            // What a node takes is the graph's, and no file's.
            Column(
                "bytes", "SIZE", value: { .integer($0.bytes) },
                cell: { Cell($0.kind == "node" ? "-" : Wording.bytes($0.bytes)) }),
        ])
    }
}
