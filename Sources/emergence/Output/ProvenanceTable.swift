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
            titles: ["PARAMETER", "VALUE", "CATEGORY", "FROM", "OTHERWISE"],
            rows: Self.grouped(shown, longest: width.map { max(24, $0 / 3) }), elastic: [1, 3, 4]
        ).render(width: width, style: style)
        let hidden = rows.count - shown.count
        guard hidden > 0 else { return text }
        let note = "\(Wording.count(hidden, "parameter")) left out; --all lists \(hidden == 1 ? "it" : "them"), too"
        return text + "\n" + style.paint(note, .dim) + "\n"
    }

    /// An empty row between those whose paths begin with another word.
    ///
    /// - Parameter longest: the width to which paths are cut, in their middle; nil for not at all.
    private static func grouped(_ rows: [Provenance], longest: Int?) -> [[Cell]] {
        var cells: [[Cell]] = []
        var group: Substring?
        for row in rows {
            let own = row.path.prefix { $0 != "." }
            if let group, group != own { cells.append([]) }
            group = own
            cells.append(row.cells(longest: longest))
        }
        return cells
    }
}

extension Provenance {
    fileprivate func cells(longest: Int?) -> [Cell] {
        [
            Cell(longest.map { path.cutInside(to: $0) } ?? path), Cell(value?.brief ?? "-"),
            Cell(category.rawValue, category.colour),
            Cell(origin.short + (hasEffect ? "" : ", no effect yet"), origin.colour),
            Cell(otherwise?.brief ?? (origin.isGiven ? "-" : ""), .dim),
        ]
    }

    /// Whether anything in this version acts on the parameter.
    var hasEffect: Bool { Catalogue.parameter(at: parameter)?.hasEffect ?? true }
}
