import ArgumentParser
import ConfigurationGraph
import Engine
import OCI

struct ReplayCommand: EngineCommand {
    static let configuration = CommandConfiguration(
        "replay", "Let the planner decide again what it decided, and name the first difference.",
        discussion: """
            Each plan between the revisions is made again of the graph that it was decided on, with as many instances as \
            there were then. What follows from measurements, or from what only the controller of then remembered, is \
            counted and left out. Ends with 2 if a decision comes out otherwise.
            """,
        example: "emergence replay --from 12 --to 40")

    @Option(help: ArgumentHelp("Plans after this revision.", valueName: "rev")) var from: Int64 = 0
    @Option(help: ArgumentHelp("Plans up to this revision (default: the newest).", valueName: "rev")) var to: Int64?
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let replay = try await engine.replay(from: Revision(from), to: to.map { Revision($0) })
        try output.print(try replay.json, orText: replay.text)
        if replay.difference != nil { throw ExitCode(ExitStatus.differences.rawValue) }
    }
}

extension Replay {
    fileprivate var text: String {
        let skipped = skipped == 0 ? "" : ", \(skipped) left out"
        let counts = "\(Wording.count(decisions, "decision")) of \(Wording.count(plans, "plan")) made again\(skipped)"
        guard let difference else { return "\(counts): the same" }
        let now = difference.now.map { "the planner would place it on \($0)" } ?? "the planner wouldn't place it"
        let reason = difference.reason.map { ": \($0)" } ?? ""
        return """
            \(counts): one is different
            revision \(difference.revision) placed \(difference.instance) on \(difference.recorded); \(now)\(reason)
            """
    }

    /// The outcome for programs: always the same keys.
    fileprivate var json: JSONValue {
        get throws {
            [
                "plans": .integer(Int64(plans)), "decisions": .integer(Int64(decisions)),
                "skipped": .integer(Int64(skipped)),
                "difference": try difference.map { try JSONValue(encoding: $0) } ?? .null,
            ]
        }
    }
}
