/// One cell of a table: a text, and its colour.
struct Cell: ExpressibleByStringInterpolation {
    let text: String
    let colour: Colour?

    init(_ text: String, _ colour: Colour? = nil) {
        self.text = text.onOneLine
        self.colour = colour
    }

    init(stringLiteral value: String) {
        self.init(value)
    }
}

/// Rows under titles, in columns as wide as what stands in them.
struct Table {
    let titles: [String]
    let rows: [[Cell]]

    private static let gap = "  "
    /// Below this the last column isn't cut any further: a line that wraps says more than one cut to nothing.
    private static let narrowest = 12

    /// The table as text; on a terminal the last column is cut to what is left of its width.
    func render(width: Int?, style: Style) -> String {
        let widths = columnWidths(within: width)
        let header = line(titles.map { Cell($0, .dim) }, widths: widths, style: style)
        return ([header] + rows.map { line($0, widths: widths, style: style) }).map { $0 + "\n" }.joined()
    }

    private func columnWidths(within width: Int?) -> [Int] {
        var widths = titles.map(\.terminalWidth)
        for row in rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.text.terminalWidth) }
        }
        guard let width, let last = widths.indices.last else { return widths }
        let before = widths[..<last].reduce(0) { $0 + $1 + Self.gap.count }
        widths[last] = min(widths[last], max(width - before, Self.narrowest))
        return widths
    }

    private func line(_ cells: [Cell], widths: [Int], style: Style) -> String {
        let last = cells.count - 1
        return cells.enumerated().map { column, cell in
            let text = cell.text.cut(to: widths[column])
            let padding = column == last ? 0 : widths[column] - text.terminalWidth
            return style.paint(text, cell.colour) + String(repeating: " ", count: padding)
        }.joined(separator: Self.gap)
    }
}
