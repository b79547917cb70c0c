import ArgumentParser
import Engine
import OCI

/// The declarations that a command is about.
struct DeclarationOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Declarations: YAML files, and folders of them.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var files: [String]

    @Option(
        help: ArgumentHelp(
            "The declaration's name, which what it doesn't declare any more is deleted from (default: the paths).",
            valueName: "name"))
    var set: String?
}

struct Plan: EngineCommand {
    static let configuration = CommandConfiguration(
        "plan", "Print what declarations would change, and change nothing.",
        discussion: "Ends with 2 if anything differs, with 0 if nothing does.",
        example: "emergence plan shop.yaml")

    @OptionGroup var declarations: DeclarationOptions
    @Flag(help: "Follow tags that have moved since they were pinned.") var refresh = false
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let proposal = try await engine.plan(declarations.files, set: declarations.set, refresh: refresh)
        try proposal.print(as: output)
        if !proposal.isEmpty { throw ExitCode(ExitStatus.differences.rawValue) }
    }
}

extension Proposal {
    /// Prints the proposal on standard output.
    func print(as format: OutputFormat) throws {
        switch format {
        case .table: try Console.output.write(PlanText(proposal: self, style: Console.output.style).text)
        case .json: try Document.json(try JSONValue(encoding: self)).print()
        case .yaml: try Document.yaml(try JSONValue(encoding: self)).print()
        }
    }
}
