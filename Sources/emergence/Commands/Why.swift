import ArgumentParser
import ConfigurationGraph
import Engine
import OCI

struct Why: EngineCommand {
    static let configuration = CommandConfiguration(
        "why", "Print the path from one node to another: how the one comes to need the other.",
        example: "emergence why shop layer/3f4e12ab\nemergence why --all shop web")

    @Argument(help: ArgumentHelp("A node.", valueName: "from"), completion: .names("")) var from: String
    @Argument(help: ArgumentHelp("Another node.", valueName: "to"), completion: .names("")) var to: String
    @Flag(help: "All paths, not only a shortest.") var all = false
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let paths = try await engine.why(from, to, all: all)
        let document = JSONValue.array(paths.map { .array($0.map(\.json)) })
        switch output {
        case .json: try Document.json(document).print()
        case .yaml: try Document.yaml(document).print()
        case .table:
            guard !paths.isEmpty else {
                throw Failure(
                    .failed, "no path leads from \(from) to \(to)",
                    hint: "edges lead from what needs to "
                        + "what is needed; try it the other way round")
            }
            try Console.output.print(paths.map { text($0, style: Console.output.style) }.joined(separator: "\n"))
        }
    }

    private func text(_ path: [Edge], style: Style) -> String {
        guard let first = path.first else { return "\(from) is \(to)\n" }
        return style.paint(first.from.short, .bold) + "\n"
            + path.enumerated().map { step, edge in
                String(repeating: "   ", count: step)
                    + style.paint("└─ \(edge.label.rawValue) ▶ ", .dim) + edge.to.short + "\n"
            }.joined()
    }
}
