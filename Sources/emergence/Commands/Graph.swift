import ArgumentParser
import ConfigurationGraph
import Engine
import OCI

struct Graph: EngineCommand {
    static let configuration = CommandConfiguration(
        "graph", "Draw the graph, or what can be reached from one node of it.",
        discussion: "SVG is drawn by Graphviz (apt-get install graphviz).",
        example: "emergence graph -o svg > graph.svg\nemergence graph --root automaton/shop | dot -Tpng > shop.png")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case dot, svg, json
    }

    @Option(
        help: ArgumentHelp("Only what can be reached from this node.", valueName: "node"), completion: .names(""))
    var root: String?
    @Option(name: .shortAndLong, help: "How to print it.") var output: Format = .dot
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let graph = try await engine.graph(root: root)
        let picture = GraphPicture(nodes: graph.nodes, edges: graph.edges)
        switch output {
        case .dot: try Console.output.print(picture.dot)
        case .svg: try Console.output.print(try await picture.svg())
        case .json:
            let nodes = Listing.nodes(of: nil, format: .json).json(graph.nodes)
            try Document.json(["nodes": nodes, "edges": .array(graph.edges.map(\.json))]).print()
        }
    }
}
