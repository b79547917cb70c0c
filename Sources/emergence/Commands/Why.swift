import ArgumentParser
import ConfigurationGraph
import Engine
import OCI

struct Why: EngineCommand {
    static let configuration = CommandConfiguration(
        "why", "Print the path from one node to another: how the one comes to need the other.",
        discussion: "Either may be a package: a name, a name with its version, or a glob. Of all paths a thousand are "
            + "printed at the most.",
        example: "emergence why shop layer/3f4e12ab\nemergence why --all shop openssl\n"
            + "emergence why --build web 'gcc-*'\nemergence why --all shop openssl -o svg > why.svg")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, yaml, dot, svg
    }

    @Argument(help: ArgumentHelp("A node, or a package.", valueName: "from"), completion: .names("")) var from: String
    @Argument(help: ArgumentHelp("Another.", valueName: "to"), completion: .names("")) var to: String
    @Flag(help: "All paths, not only a shortest.") var all = false
    @Flag(help: "Follow what is needed to build as well.") var build = false
    @Option(name: .shortAndLong, help: "How to print it.") var output: Format = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let found = try await engine.why(from, to, all: all, building: build)
        let document = JSONValue.array(found.paths.map { .array($0.map(\.json)) })
        switch output {
        case .json: try Document.json(document).print()
        case .yaml: try Document.yaml(document).print()
        case .dot: try Console.output.print(picture(found).dot)
        case .svg: try Console.output.print(try await picture(found).svg())
        case .table:
            if found.paths.contains([]) { try Console.output.print("\(from) is \(to)") }
            let edges = edges(of: found)
            for root in Set(found.paths.compactMap(\.first?.from)).sorted() {
                let tree = Tree(root: root, edges: edges, withLabels: true)
                try Console.output.print(tree.render(style: Console.output.style))
            }
        }
        if found.isCut {
            try Console.error.print("there are more than \(found.paths.count) paths; these are the shortest")
        }
    }

    /// The edges of all paths, each once.
    private func edges(of found: Paths) -> [Edge] {
        var seen: Set<Edge> = []
        return found.paths.joined().filter { seen.insert($0).inserted }
    }

    private func picture(_ found: Paths) -> GraphPicture {
        let edges = edges(of: found)
        return GraphPicture(nodes: Set(edges.flatMap { [$0.from, $0.to] }).sorted(), edges: edges)
    }
}
