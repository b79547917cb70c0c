import ArgumentParser
import Engine
import Overwatch

struct Logs: EngineCommand {
    static let configuration = CommandConfiguration(
        "logs", "Print what an instance has written.",
        discussion: "What it wrote to its standard error goes to standard error.",
        example: "emergence logs shop --tail 20\nemergence logs -f --since 5m shop-1")

    @Argument(
        help: ArgumentHelp("An instance, or an automaton that has one.", valueName: "name"),
        completion: .names("instance"))
    var name: String
    @Flag(name: .shortAndLong, help: "Go on as more is written.") var follow = false
    @Option(help: ArgumentHelp("Only what was written since, as 5m ago or an RFC 3339 time.", valueName: "time"))
    var since: PointInTime?
    @Option(parsing: .unconditional, help: ArgumentHelp("Only the last lines, as many as this.", valueName: "count"))
    var tail: Int?
    @Flag(help: "Put the time before each line.") var timestamps = false
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func validate() throws {
        if let tail, tail < 0 { throw ValidationError("--tail can't be negative") }
    }

    func run(on engine: Engine) async throws {
        let lines = try await engine.logs(name, since: since?.milliseconds, tail: tail, follow: follow)
        for try await line in lines {
            let console = line.stream == "stderr" ? Console.error : Console.output
            try console.print(timestamps ? "\(line.time) \(line.text)" : line.text)
        }
        try Task.checkCancellation()
    }
}
