import ConfigurationGraph
import Engine
import OCI
import Processes

/// Nodes and edges as a picture, in Graphviz's language: left to right, a colour for each kind, and a legend.
struct GraphPicture {
    let nodes: [NodeID]
    let edges: [Edge]
    /// What is said of a node below its name.
    let notes: [NodeID: String]

    /// A picture of nodes, and of those of the edges that join two of them.
    init(nodes: [NodeID], edges: [Edge], notes: [NodeID: String] = [:]) {
        let shown = Set(nodes)
        self.nodes = nodes
        self.edges = edges.filter { shown.contains($0.from) && shown.contains($0.to) }
        self.notes = notes
    }

    /// A picture of nodes with what there is to say of each kind.
    init(nodes: [VersionedNode], edges: [Edge]) {
        let notes = nodes.compactMap { node in Self.note(node.node).map { (node.id, $0) } }
        self.init(
            nodes: nodes.map(\.id), edges: edges, notes: Dictionary(notes, uniquingKeysWith: { first, _ in first }))
    }

    /// The picture in DOT (graphviz.org/doc/info/lang.html).
    var dot: String {
        """
        digraph emergence {
          rankdir=LR; bgcolor="white"; pad=0.4; nodesep=0.22; ranksep=0.9; splines=true
          fontname="Helvetica,Arial,sans-serif"
          node [shape=box style="rounded,filled" penwidth=1.2 margin="0.16,0.09" fontsize=11
                fontname="Helvetica,Arial,sans-serif"]
          edge [color="#8a94a6" arrowsize=0.6 fontsize=9 fontcolor="#5b6577"
                fontname="Helvetica,Arial,sans-serif"]
        \(nodes.map(line).joined(separator: "\n"))
        \(edges.map(line).joined(separator: "\n"))
        \(legend)
        }

        """
    }

    /// The picture as SVG, drawn by Graphviz.
    ///
    /// - Throws: ``Failure`` when Graphviz isn't installed, or fails.
    func svg() async throws -> String {
        do {
            return try await Command("dot", ["-Tsvg"], input: Array(dot.utf8), outputLimit: 1 << 30).output()
        } catch CommandError.notStarted {
            throw Failure(
                .unavailable, "SVG is drawn by Graphviz, which isn't installed", hint: "apt-get install graphviz")
        }
    }

    private func line(_ node: NodeID) -> String {
        let look = KindLook(node.kind)
        let name = Self.escaped(NodeColumns.shortName(node))
        let note = notes[node].map { "<br/><font point-size=\"9\" color=\"#5b6577\">\(Self.escaped($0))</font>" }
        return """
              \(Self.quoted(node.description)) [label=<<b>\(name)</b>\(note ?? "")> \
            color="\(look.border)" fillcolor="\(look.fill)" tooltip=\(Self.quoted(node.description))]
            """
    }

    private func line(_ edge: Edge) -> String {
        "  \(Self.quoted(edge.from.description)) -> \(Self.quoted(edge.to.description)) "
            + "[label=\(Self.quoted(" \(edge.label.rawValue) "))]"
    }

    private static func note(_ node: Node) -> String? {
        switch node {
        case .layer(let layer): Wording.bytes(layer.size)
        case .artefact(let artefact):
            if case .image(let image) = artefact.content { image.tag.map { "\(image.imageName):\($0)" } } else { nil }
        case .configuration(let configuration): Wording.count(configuration.settings.count, "value")
        case .instanceStatus(let status): status.state.rawValue
        case .host(let host): "\(host.architecture), \(Wording.bytes(host.memory))"
        default: nil
        }
    }

    private var legend: String {
        let kinds = NodeKind.allCases.filter { kind in nodes.contains { $0.kind == kind } }
        let rows = kinds.map { kind in
            let look = KindLook(kind)
            return "<tr><td bgcolor=\"\(look.fill)\" color=\"\(look.border)\" border=\"1\" width=\"18\"></td>"
                + "<td align=\"left\">\(kind.rawValue)</td></tr>"
        }
        guard !rows.isEmpty else { return "" }
        return """
              legend [shape=plain style="" fontsize=10 label=<<table border="0" cellborder="0" cellspacing="4">\
            \(rows.joined())</table>>]
            """
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: " ") + "\""
    }

    private static func escaped(_ text: String) -> String {
        text.onOneLine.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
