import ConfigurationGraph

/// One cell of a table: a text, and its colour.
struct Cell: ExpressibleByStringInterpolation {
    let text: String
    let colour: Colour?

    init(_ text: String, _ colour: Colour? = nil) {
        self.text = text
        self.colour = colour
    }

    init(stringLiteral value: String) {
        self.init(value)
    }
}

/// A column of a table: a title, and a cell below it for each row.
///
/// The cells lie one behind the other as bytes, as a table may have tens of thousands of rows.
struct TableColumn {
    private struct Place {
        /// Where the cell's bytes end.
        let end: Int
        /// How many cells of a terminal it takes.
        let width: Int
        let colour: Colour?
    }

    private var bytes: [UInt8] = []
    /// The title's, and each row's.
    private var places: [Place] = []
    /// How many cells of a terminal the widest takes.
    private(set) var width = 0

    init(_ title: String, cells: some Sequence<Cell>) {
        places.reserveCapacity(cells.underestimatedCount + 1)
        append(Cell(title, .dim))
        for cell in cells { append(cell) }
    }

    /// How many rows there are.
    var count: Int { places.count - 1 }

    private mutating func append(_ cell: Cell) {
        var text = cell.text
        let isPlain = text.withUTF8 { bytes in
            guard bytes.isPrintableASCII else { return false }
            self.bytes.append(contentsOf: bytes)
            return true
        }
        let width: Int
        if isPlain {
            width = text.utf8.count
        } else {
            text = text.onOneLine
            bytes += text.utf8
            width = text.terminalWidth
        }
        places.append(Place(end: bytes.count, width: width, colour: cell.colour))
        self.width = max(self.width, width)
    }

    /// Writes the cell of a row, or the title, which stands above row 0; it is cut to a width, and painted.
    ///
    /// - Returns: how many cells of a terminal that takes.
    func write(_ row: Int, to output: inout [UInt8], within limit: Int, style: Style) -> Int {
        let place = places[row + 1]
        let own = bytes[(row < 0 ? 0 : places[row].end)..<place.end]
        guard place.width > limit || (style.colours && place.colour != nil) else {
            output += own
            return place.width
        }
        let text = String(decoding: own, as: UTF8.self).cut(to: limit)
        output += style.paint(text, place.colour).utf8
        return text.terminalWidth
    }
}
