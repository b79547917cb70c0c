import ConfigurationGraph
import GraphStore
import OCI

/// Changes of nodes as a person reads them: each node with its values before and after.
struct ChangesText {
    let changes: [Commit.Change]
    let style: Style

    var text: String {
        guard !changes.isEmpty else { return "no difference\n" }
        return changes.flatMap(lines).map { $0 + "\n" }.joined()
    }

    private func lines(_ change: Commit.Change) -> [String] {
        let id = style.paint(change.id.short, .bold)
        guard let before = change.before else { return ["\(style.paint("+", .green)) \(id)"] }
        guard let after = change.after else { return ["\(style.paint("-", .red)) \(id)"] }
        return ["\(style.paint("~", .yellow)) \(id)"] + rows(before.json.bySetting, after.json.bySetting)
    }

    private func rows(_ before: JSONValue, _ after: JSONValue) -> [String] {
        let old = Dictionary(before.leaves.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
        let new = Dictionary(after.leaves.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
        let paths = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
        guard !paths.isEmpty else { return ["    only where it is declared"] }
        let width = min(40, paths.map(\.terminalWidth).max() ?? 0)
        return paths.map { path in
            "    \(path.padded(to: width))  \(shown(old[path], .red)) → \(shown(new[path], .green))"
        }
    }

    private func shown(_ value: JSONValue?, _ colour: Colour) -> String {
        value.map { style.paint($0.inline.onOneLine, colour) } ?? style.paint("not set", .dim)
    }
}
