import ConfigurationGraph

/// Nodes below nodes, drawn with lines.
struct Tree {
    /// A node's children: each with what is said of it, and whether others have it too.
    typealias Children = (NodeID) -> [(id: NodeID, note: String, shared: Bool)]

    let root: NodeID
    let children: Children

    func render(style: Style) -> String {
        var text = style.paint(root.short, .bold) + "\n"
        draw(below: root, indent: "", style: style, into: &text)
        return text
    }

    private func draw(below id: NodeID, indent: String, style: Style, into text: inout String) {
        let below = children(id)
        for (index, child) in below.enumerated() {
            let isLast = index == below.count - 1
            let note = style.paint(child.note + (child.shared ? ", shared" : ""), .dim)
            text += style.paint(indent + (isLast ? "└─ " : "├─ "), .dim) + child.id.short + "  " + note + "\n"
            draw(below: child.id, indent: indent + (isLast ? "   " : "│  "), style: style, into: &text)
        }
    }
}
