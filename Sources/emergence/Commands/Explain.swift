import ArgumentParser
import ConfigurationGraph
import Engine
import OCI

struct Explain: EngineCommand {
    static let configuration = CommandConfiguration(
        "explain", "Print every resolved value of an instance, where it came from, and what it would be otherwise.",
        discussion: """
            A name may be followed by a revision, as shop@12. An automaton that has no instance is resolved for this \
            host as 'up' would. With --diff it ends with 2 if any value differs.
            """,
        example: """
            emergence explain shop
            emergence explain shop process.env.LOG
            emergence explain shop --diff stock
            emergence explain shop@12 --diff shop
            """)

    @Argument(
        help: ArgumentHelp("An instance, or an automaton, NAME or NAME@REVISION.", valueName: "name"),
        completion: .names("automaton"))
    var subject: InstanceArgument
    @Argument(
        help: ArgumentHelp("A parameter, one leaf of it, or the beginning of its path.", valueName: "parameter"),
        completion: .parameters)
    var parameter: String?
    @Option(
        help: ArgumentHelp("Print only what another, NAME or NAME@REVISION, has otherwise.", valueName: "name"),
        completion: .names("automaton"))
    var diff: InstanceArgument?
    @Flag(help: "List the parameters that are left out, too; JSON and YAML always have them.") var all = false
    @Option(help: ArgumentHelp("As it was at this revision, the same as NAME@REVISION.", valueName: "revision"))
    var at: Int64?
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func validate() throws {
        if at != nil, subject.revision != nil {
            throw ValidationError("give the revision once: --at, or NAME@REVISION")
        }
    }

    func run(on engine: Engine) async throws {
        let left = try await explain(subject.name, at: at.map { Revision($0) } ?? subject.revision, engine)
        guard let diff else { return try print(left) }
        let differences = left.differences(from: try await explain(diff.name, at: diff.revision, engine))
        if differences.isEmpty, output == .table { return try Console.output.print("no difference") }
        try Listing.differences.print(differences, as: output)
        if !differences.isEmpty { throw ExitCode(ExitStatus.differences.rawValue) }
    }

    private func explain(_ name: String, at revision: Revision?, _ engine: Engine) async throws -> Explanation {
        let all = try await engine.explain(name, at: revision)
        let chosen = all.selecting(parameter)
        guard let parameter, chosen.rows.isEmpty else { return chosen }
        let nearest = Catalogue.nearest(to: parameter, among: all.rows.map(\.path) + all.rows.map(\.parameter))
        throw Failure(
            .failed, "\(name) has no parameter '\(parameter)'", hint: nearest.map { "did you mean '\($0)'?" })
    }

    private func print(_ explanation: Explanation) throws {
        guard output == .table else { return try Listing.explanation(explanation).print(explanation.rows, as: output) }
        if !explanation.exists {
            try Console.error.print("\(explanation.instance) isn't there: this is what it would get on this host")
        }
        let text: String
        if let row = explanation.rows.first, explanation.rows.count == 1, row.path == parameter {
            text = ProvenanceCard(row: row, explanation: explanation).render(style: Console.output.style)
        } else {
            text = ProvenanceTable(rows: explanation.rows, all: all || parameter != nil)
                .render(width: Console.output.columns, style: Console.output.style)
        }
        try Console.output.print(text)
    }
}

struct Spec: EngineCommand {
    static let configuration = CommandConfiguration(
        "spec", "Print an instance's OCI runtime configuration (config.json).",
        example: "emergence spec shop | jq .process")

    @Argument(
        help: ArgumentHelp("An instance, or an automaton, NAME or NAME@REVISION.", valueName: "name"),
        completion: .names("automaton"))
    var subject: InstanceArgument
    @Option(parsing: .unconditional, help: ArgumentHelp("As it was at this revision.", valueName: "revision"))
    var at: Int64?
    @Option(name: .shortAndLong, help: "How to print it.") var output: SpecFormat = .json
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    enum SpecFormat: String, ExpressibleByArgument, CaseIterable {
        case json, yaml
    }

    func run(on engine: Engine) async throws {
        let spec = try await engine.spec(subject.name, at: at.map { Revision($0) } ?? subject.revision)
        try (output == .json ? Document.json(spec) : Document.yaml(spec)).print()
    }
}
