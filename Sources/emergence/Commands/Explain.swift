import ArgumentParser
import ConfigurationGraph
import Engine
import OCI

struct Explain: EngineCommand {
    static let configuration = CommandConfiguration(
        "explain", "Print every resolved value of an instance, and where it came from.",
        example: "emergence explain shop\nemergence explain shop process.env")

    @Argument(
        help: ArgumentHelp("An instance, or an automaton that has one.", valueName: "name"),
        completion: .names("automaton"))
    var name: String
    @Argument(help: ArgumentHelp("A parameter, or the beginning of its path.", valueName: "parameter"))
    var parameter: String?
    @Flag(help: "List the parameters that nobody gave and that have no default, too.") var all = false
    @Option(help: ArgumentHelp("As it was at this revision.", valueName: "revision")) var at: Int64?
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let rows = try await engine.explain(name, parameter: parameter, at: at.map { Revision($0) })
        let shown = all || parameter != nil ? rows : rows.filter { $0.origin != .omitted }
        try Listing.provenance.print(shown, as: output)
    }
}

struct Spec: EngineCommand {
    static let configuration = CommandConfiguration(
        "spec", "Print an instance's OCI runtime configuration (config.json).",
        example: "emergence spec shop | jq .process")

    @Argument(
        help: ArgumentHelp("An instance, or an automaton that has one.", valueName: "name"),
        completion: .names("automaton"))
    var name: String
    @Option(help: ArgumentHelp("As it was at this revision.", valueName: "revision")) var at: Int64?
    @Option(name: .shortAndLong, help: "How to print it.") var output: SpecFormat = .json
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    enum SpecFormat: String, ExpressibleByArgument, CaseIterable {
        case json, yaml
    }

    func run(on engine: Engine) async throws {
        let spec = try await engine.spec(name, at: at.map { Revision($0) })
        try (output == .json ? Document.json(spec) : Document.yaml(spec)).print()
    }
}
