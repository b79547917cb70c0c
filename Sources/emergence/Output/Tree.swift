import ConfigurationGraph

/// Nodes below nodes, drawn with lines. What hangs below a node is drawn where it comes first; where it comes again, a
/// mark says so.
struct Tree {
    /// What is said of a node behind its name.
    typealias Note = (NodeID) -> String

    let root: NodeID
    private let children: [NodeID: [Edge]]
    private let withLabels: Bool
    private let note: Note

    /// - Parameters:
    ///   - edges: from above to below; what is below a node is in their order.
    ///   - labels: whether each edge says what it means.
    init(root: NodeID, edges: [Edge], withLabels labels: Bool = false, note: @escaping Note = { _ in "" }) {
        self.root = root
        self.note = note
        withLabels = labels
        children = Dictionary(grouping: edges.filter { $0.from != $0.to }, by: \.from)
    }

    /// A node that is to be drawn, and the edge by which it comes.
    private struct Branch {
        let edge: Edge
        let indent: String
        let isLast: Bool
    }

    /// Draws without a stack of calls: a tree may be as deep as it has nodes.
    func render(style: Style) -> String {
        var text = style.paint(root.short, .bold) + "\n"
        var drawn: Set = [root]
        var open = branches(below: root, indent: "")
        while let branch = open.popLast() {
            let id = branch.edge.to
            let isRepeated = !drawn.insert(id).inserted && children[id] != nil
            let notes = [note(id), isRepeated ? "see above" : ""].filter { !$0.isEmpty }.joined(separator: ", ")
            let label = withLabels ? "\(branch.edge.label.rawValue) ▶ " : ""
            text += style.paint("\(branch.indent)\(branch.isLast ? "└─ " : "├─ ")\(label)", .dim) + id.short
            text += (notes.isEmpty ? "" : "  " + style.paint(notes, .dim)) + "\n"
            guard !isRepeated else { continue }
            open += branches(below: id, indent: branch.indent + (branch.isLast ? "   " : "│  "))
        }
        return text
    }

    /// The next to be drawn stands last.
    private func branches(below id: NodeID, indent: String) -> [Branch] {
        let below = children[id, default: []]
        return below.enumerated().map { place, edge in
            Branch(edge: edge, indent: indent, isLast: place == below.count - 1)
        }.reversed()
    }
}
