import ConfigurationGraph
import OCI

/// Resolved values and where they came from, for people: in groups, in a table that fits the terminal.
struct ProvenanceTable {
    let rows: [Provenance]
    /// Whether parameters that are left out are listed too.
    let all: Bool

    func render(width: Int?, style: Style) -> String {
        let shown = all ? rows : rows.filter { $0.value != nil }
        let text = Table(
            titles: ["PARAMETER", "VALUE", "CATEGORY", "FROM", "OTHERWISE"], rows: Self.grouped(shown),
            elastic: [1, 3, 4]
        ).render(width: width, style: style)
        let hidden = rows.count - shown.count
        guard hidden > 0 else { return text }
        let note = "\(Wording.count(hidden, "parameter")) left out; --all lists \(hidden == 1 ? "it" : "them"), too"
        return text + "\n" + style.paint(note, .dim) + "\n"
    }

    /// An empty row between those whose paths begin with another word.
    private static func grouped(_ rows: [Provenance]) -> [[Cell]] {
        var cells: [[Cell]] = []
        var group: Substring?
        for row in rows {
            let own = row.path.prefix { $0 != "." }
            if let group, group != own { cells.append([]) }
            group = own
            cells.append(row.cells)
        }
        return cells
    }
}

extension Provenance {
    fileprivate var cells: [Cell] {
        [
            Cell(path), Cell(value?.inline ?? "-"), Cell(category.rawValue, category.colour),
            Cell(origin.short, origin.colour), Cell(otherwiseText, .dim),
        ]
    }

    /// What the value would be without its origin; empty where that is no question.
    var otherwiseText: String {
        otherwise?.inline ?? (origin.isGiven ? "left out" : "")
    }
}
