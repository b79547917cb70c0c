import ConfigurationGraph

/// One cell of a table: a text, and its colour.
struct Cell: ExpressibleByStringInterpolation {
    let text: String
    let colour: Colour?
    /// How many cells of a terminal the text takes.
    let width: Int

    init(_ text: String, _ colour: Colour? = nil) {
        self.text = text.onOneLine
        self.colour = colour
        width = self.text.terminalWidth
    }

    init(stringLiteral value: String) {
        self.init(value)
    }
}

/// Rows under titles, in columns as wide as what stands in them.
struct Table {
    let titles: [String]
    /// The rows; one without cells is an empty line.
    let rows: [[Cell]]
    /// The columns that give way where a terminal is too narrow for all.
    let elastic: Set<Int>
    /// The columns that are left out where a terminal is too narrow even so, those first that are missed least.
    let dispensable: [Int]

    /// - Parameter elastic: nil for the last column alone.
    init(titles: [String], rows: [[Cell]], elastic: Set<Int>? = nil, dispensable: [Int] = []) {
        self.titles = titles
        self.rows = rows
        self.elastic = elastic ?? [titles.count - 1]
        self.dispensable = dispensable
    }

    private static let gap = "  "
    /// Below this a column isn't cut any further: a line that wraps says more than one cut to nothing.
    private static let narrowest = 12
    /// An elastic column gets as much before others are left out for it.
    private static let roomy = 32

    /// The table as text; on a terminal columns are left out until the others fit, and the elastic ones are cut to what
    /// is left of its width.
    func render(width: Int?, style: Style) -> String {
        fitting(width).renderAll(width: width, style: style)
    }

    /// The table without the columns that it can't show within a width.
    private func fitting(_ width: Int?) -> Table {
        guard let width, !dispensable.isEmpty else { return self }
        let needed = columnWidths(within: nil).enumerated().map { column, needed in
            elastic.contains(column) ? min(needed, Self.roomy) : needed
        }
        var kept = Array(titles.indices)
        for column in dispensable {
            let all = kept.reduce(0) { $0 + needed[$1] } + Self.gap.count * (kept.count - 1)
            guard all > width else { break }
            kept.removeAll { $0 == column }
        }
        return Table(
            titles: kept.map { titles[$0] },
            rows: rows.map { row in row.isEmpty ? [] : kept.map { row[$0] } },
            elastic: Set(kept.indices.filter { elastic.contains(kept[$0]) }))
    }

    private func renderAll(width: Int?, style: Style) -> String {
        let widths = columnWidths(within: width)
        var text = ""
        text.reserveCapacity((rows.count + 1) * widths.reduce(0) { $0 + $1 + Self.gap.count })
        for row in [titles.map { Cell($0, .dim) }] + rows { append(row, to: &text, widths: widths, style: style) }
        return text
    }

    private func columnWidths(within width: Int?) -> [Int] {
        var widths = titles.map(\.terminalWidth)
        for row in rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.width) }
        }
        guard let width, !widths.isEmpty else { return widths }
        let limit = widest(widths, within: width - Self.gap.count * (widths.count - 1))
        for column in elastic { widths[column] = min(widths[column], limit) }
        return widths
    }

    /// The most that each elastic column may have so that all columns together fit: a narrow one leaves to the others
    /// what it doesn't need.
    private func widest(_ widths: [Int], within width: Int) -> Int {
        let stiff = widths.indices.filter { !elastic.contains($0) }.reduce(0) { $0 + widths[$1] }
        var left = width - stiff
        var columns = elastic.count
        for needed in elastic.map({ widths[$0] }).sorted() {
            guard needed * columns > left else {
                left -= needed
                columns -= 1
                continue
            }
            return max(left / columns, Self.narrowest)
        }
        return .max
    }

    private func append(_ cells: [Cell], to text: inout String, widths: [Int], style: Style) {
        for (column, cell) in cells.enumerated() {
            if column > 0 { text += Self.gap }
            let isCut = cell.width > widths[column]
            let shown = isCut ? cell.text.cut(to: widths[column]) : cell.text
            text += style.paint(shown, cell.colour)
            let padding = widths[column] - (isCut ? shown.terminalWidth : cell.width)
            if padding > 0, column < cells.count - 1 { text += String(repeating: " ", count: padding) }
        }
        text += "\n"
    }
}
