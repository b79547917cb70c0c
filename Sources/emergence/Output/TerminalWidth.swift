extension Unicode.Scalar {
    /// How many cells of a terminal the character takes (Unicode, UAX #11, in short).
    var terminalWidth: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether all bytes are characters that take a cell each, in a loop without a way out, which is quicker.
    var isPrintableASCII: Bool {
        var others: UInt8 = 0
        for byte in self { others |= (0x20..<0x7F).contains(byte) ? 0 : 1 }
        return others == 0
    }
}

extension String {
    /// How many cells of a terminal the text takes.
    var terminalWidth: Int {
        utf8.allSatisfy { (0x20..<0x7F).contains($0) }
            ? utf8.count : unicodeScalars.reduce(0) { $0 + $1.terminalWidth }
    }

    /// The beginning that fits a number of cells, with an ellipsis if anything was cut.
    func cut(to width: Int) -> String {
        guard terminalWidth > width, width > 0 else { return self }
        var result = ""
        var left = width - 1
        for character in self {
            let cells = String(character).terminalWidth
            guard cells <= left else { break }
            left -= cells
            result.append(character)
        }
        return result + "…"
    }

    /// The beginning and the end that fit a number of cells, with an ellipsis between them if anything was cut.
    func cutInside(to width: Int) -> String {
        guard terminalWidth > width else { return self }
        let beginning = cut(to: width / 2)
        var end = self[...]
        while String(end).terminalWidth > width - beginning.terminalWidth, !end.isEmpty { end.removeFirst() }
        return beginning + end
    }

    /// The text with spaces up to a number of cells.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - terminalWidth))
    }
}
