/// Columns of cells under titles, each as wide as what stands in it.
struct Table {
    private let columns: [TableColumn]
    /// The rows that are empty lines.
    private let blank: Set<Int>
    /// The columns that give way where a terminal is too narrow for all.
    private let elastic: Set<Int>
    /// The columns that are left out where a terminal is too narrow even so, those first that are missed least.
    private let dispensable: [Int]

    /// - Parameter elastic: nil for the last column alone.
    init(columns: [TableColumn], blank: Set<Int> = [], elastic: Set<Int>? = nil, dispensable: [Int] = []) {
        self.columns = columns
        self.blank = blank
        self.elastic = elastic ?? [columns.count - 1]
        self.dispensable = dispensable
    }

    /// - Parameter rows: as many cells as there are titles in each; one without cells is an empty line.
    init(titles: [String], rows: [[Cell]], elastic: Set<Int>? = nil) {
        self.init(
            columns: titles.enumerated().map { column, title in
                TableColumn(title, cells: rows.lazy.map { $0.isEmpty ? "" : $0[column] })
            },
            blank: Set(rows.indices.filter { rows[$0].isEmpty }), elastic: elastic)
    }

    private static let gap = Array("  ".utf8)
    /// Below this a column isn't cut any further: a line that wraps says more than one cut to nothing.
    private static let narrowest = 12
    /// An elastic column gets as much before others are left out for it.
    private static let roomy = 32

    /// The table as text.
    func render(width: Int?, style: Style) -> String {
        String(decoding: bytes(width: width, style: style), as: UTF8.self)
    }

    /// The table as text in UTF-8; on a terminal columns are left out until the others fit, and the elastic ones are cut to
    /// what is left of its width.
    func bytes(width: Int?, style: Style) -> [UInt8] {
        fitting(width).allBytes(width: width, style: style)
    }

    /// The table without the columns that it can't show within a width.
    private func fitting(_ width: Int?) -> Table {
        guard let width, !dispensable.isEmpty else { return self }
        let needed = columns.enumerated().map { place, column in
            elastic.contains(place) ? min(column.width, Self.roomy) : column.width
        }
        var kept = Array(columns.indices)
        for column in dispensable {
            let all = kept.reduce(0) { $0 + needed[$1] } + Self.gap.count * (kept.count - 1)
            guard all > width else { break }
            kept.removeAll { $0 == column }
        }
        return Table(
            columns: kept.map { columns[$0] }, blank: blank,
            elastic: Set(kept.indices.filter { elastic.contains(kept[$0]) }))
    }

    private func allBytes(width: Int?, style: Style) -> [UInt8] {
        let widths = columnWidths(within: width)
        var output: [UInt8] = []
        let count = columns.first?.count ?? 0
        output.reserveCapacity((count + 1) * widths.reduce(0) { $0 + $1 + Self.gap.count })
        // The titles, and then each row.
        for row in -1..<count {
            for place in blank.isEmpty || !blank.contains(row) ? columns.indices : 0..<0 {
                if place > 0 { output += Self.gap }
                let taken = columns[place].write(row, to: &output, within: widths[place], style: style)
                guard place < columns.count - 1 else { continue }
                output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: max(0, widths[place] - taken)))
            }
            output.append(UInt8(ascii: "\n"))
        }
        return output
    }

    private func columnWidths(within width: Int?) -> [Int] {
        var widths = columns.map(\.width)
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
}
